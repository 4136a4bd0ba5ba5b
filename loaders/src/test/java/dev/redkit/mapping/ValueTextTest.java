package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.record.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {
    static Stream<Arguments> golden() throws IOException {
        try (InputStream in = ValueTextTest.class.getResourceAsStream("value-to-text.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" \\| ", 3))
                            .map(parts -> Arguments.of(parts[0], parts[1], parts[2]))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void writesValuesInOneWay(String type, String input, String stored) {
        Columns columns = Rows.columns("c");
        MappingSpec.Builder spec =
                MappingSpec.builder(Structure.STRING, "k").part(Part.VALUE, "v").nulls(NullPolicy.SKIP);
        if (type.equals("cel")) {
            spec.set(Map.of("v", input));
        } else {
            spec.part(Part.VALUE, "c").types(Map.of("c", type));
        }
        List<String> changes = Rows.map(spec.build(), Rows.text(columns, type.equals("cel") ? "" : unquoted(input)));
        String change = changes.get(0);
        switch (stored) {
            case "rejected" -> assertThat(change).startsWith("REJECTED: 'c' is not ");
            case "null" -> assertThat(change).startsWith("SKIPPED").contains("is null");
            default -> assertThat(change).isEqualTo("STRING k [" + unquoted(stored) + "]");
        }
    }

    private static String unquoted(String text) {
        StringBuilder bare = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            boolean escape = text.charAt(i) == '\\' && i < text.length() - 2;
            bare.append(escape ? text.charAt(++i) : text.charAt(i));
        }
        return bare.toString();
    }

    @Test
    void doublesAreReadBackAsTheyWere() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String text = ValueText.text(number);
                assertThat(Double.parseDouble(text)).isEqualTo(number);
                Slice slice = new Slice();
                slice.set(text);
                assertThat(Numbers.isJson(slice)).as(text).isTrue();
            }
        }
    }

    @Test
    void numbersAreRecognisedAsJavaDoes() {
        Random random = new Random(2);
        String letters = "0019.+-eE x";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Slice slice = new Slice();
            slice.set(text.toString());
            assertThat(Numbers.decimal(slice) != Numbers.NONE)
                    .as(text.toString())
                    .isEqualTo(isDouble(text.toString()));
            boolean number = isDouble(text.toString().strip());
            assertThat(Numbers.normaliseDecimal(slice)).isEqualTo(number);
            if (number) {
                assertThat(Numbers.isJson(slice))
                        .as(text + " as " + slice.text())
                        .isTrue();
                assertThat(Double.parseDouble(slice.text())).isEqualTo(Double.parseDouble(text.toString()));
            }
        }
    }

    private static boolean isDouble(String text) {
        try {
            Double.parseDouble(text);
            return text.equals(text.strip());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Test
    void messagesShowValuesInOneLine() {
        Slice slice = new Slice();
        slice.set("a\nb\u0000" + "x".repeat(100));
        assertThat(ValueText.shown(slice)).isEqualTo("\"a\\u000ab\\u0000" + "x".repeat(56) + "…\"");
    }
}
