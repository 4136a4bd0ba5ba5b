package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSourceTest {
    private static final SourceOptions JSON = SourceOptions.DEFAULTS.withFormat("json");

    private static SourceOptions at(String path) {
        return JSON.withNested(new SourceOptions.Nested(path, false, null));
    }

    @Test
    void readsTheItemsOfAnArray() throws IOException {
        Reading read =
                Reading.of("json", "\u00ef\u00bb\u00bf [ {\"a\":1,\n \"b\":\"}]\\\"\"},\n\t{\"a\":[{}]} , {} ]\n");
        assertThat(read.columns).containsExactly("a", "b");
        assertThat(read.records).containsExactly(List.of("1", "}]\""), List.of("[{}]"), List.of());
        assertThat(read.lines).containsExactly(1L, 3L, 3L);
        assertThat(read.nextLines).containsExactly(2L, 3L, 3L);
        assertThat(read.raws).element(1).isEqualTo("{\"a\":[{}]}");
    }

    @Test
    void readsValuesOneAfterTheOther() throws IOException {
        assertThat(Reading.of("json", "{\"a\":1}{\"a\":2}\n\n{\n\"a\":\n3}").records)
                .containsExactly(List.of("1"), List.of("2"), List.of("3"));
        assertThat(Reading.of("json", "1 \"x\" 2.50\n").records)
                .containsExactly(List.of("1"), List.of("x"), List.of("2.50"));
        assertThat(Reading.of("json", " \n").records).isEmpty();
        assertThat(Reading.of("json", "[]").records).isEmpty();
        assertThat(Reading.of("json", "7").records).containsExactly(List.of("7"));
    }

    @Test
    void followsAPointer() throws IOException {
        String text = "{\"x\":[[\"]\",{\"data\":1}],2],\"n\":-1.5e3,\"s\":\"\\\"{\",\"t\":true,"
                + "\"da\\u0074a\":{\"a/b\":[0,{\"i~\":[{\"k\":1},{\"k\":2}],\"z\":1}]},\"after\":}";
        assertThat(Reading.of(text, at("/data/a~1b/1/i~0")).records).containsExactly(List.of("1"), List.of("2"));
        assertThat(Reading.of(text, at("/x/0/1")).records).containsExactly(List.of("1"));
        assertThat(Reading.of(text, at("/s")).records).containsExactly(List.of("\"{"));
        assertThatThrownBy(() -> Reading.of(text, at("/data/items")))
                .isInstanceOf(BadInput.class)
                .hasMessage("there is no /data/items in input: nothing is called 'items'");
        assertThatThrownBy(() -> Reading.of(text, at("data"))).isInstanceOf(UsageError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},\n {\"a\":tru}]|input:2:",
                "[{\"a\":1} {\"a\":2}]|input:1:10: there is '{' where ',' should be",
                "[{\"a\":1},]|input:1:10: there is ']' where a value should be",
                "[{\"a\":1},\n{\"a\":2}|input:2:8: the file ends where ',' should be",
                "[{\"a\":1},\n {\"a\":[2}|input:2:2: the value that begins here does not end before the file does",
                "[1,{\"a]|input:1:4: the value that begins here",
                "[1]\n[2]|input:2:1: there is more after the end of the array",
                "{\"a\":1} }|input:1:9: there is '}' where a value should be",
                "{\"a\"}|input:1:5:",
                "[{]}]|input:1:3:",
                "nul|input:1:",
            })
    void saysWhereItIsBroken(String textAndMessage) {
        String[] both = textAndMessage.split("\\|", 2);
        assertThatThrownBy(() -> Reading.of("json", both[0]))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(both[1]);
    }

    @Test
    void refusesAValueBeyondTheLimitButPassesOverOneThatIsNotAsked() throws IOException {
        String big = "{\"a\":\"" + "x".repeat(3_000_000) + "\"}";
        SourceOptions small = at("/b").withRecordLimit(1 << 20);
        assertThat(Reading.of("{\"a\":" + big + ",\"b\":[{\"c\":1}]}", small).records)
                .containsExactly(List.of("1"));
        assertThatThrownBy(() -> Reading.of("{\"b\":[1,\n" + big + "]}", small))
                .isInstanceOf(BadInput.class)
                .hasMessage("the record on line 2 of input has 3000008 bytes, at most 1048576 are taken");
    }

    @Test
    void readsTheSameInWhateverPiecesItComesAndEndsWellOnAnyText() {
        Random random = new Random(7);
        String pieces = "{{}}[[]],,::\"\"ab\\1 \ntrue";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "[{\"a\":" : "");
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(outcome(bytes, 1)).isEqualTo(outcome(bytes, bytes.length + 1));
        }
    }

    private static String outcome(byte[] bytes, int atOnce) {
        try {
            Reading read =
                    Reading.of(new RowSources(Formats.builtIn()).open("input", Reading.slow(bytes, atOnce), JSON));
            return read.columns + " " + read.records + read.lines + read.ends + read.raws + read.types;
        } catch (Failure | IOException e) {
            return e.getMessage();
        }
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        for (String text :
                List.of("{\"x\":[9],\"d\":[{\"a\":1},\n{\"a\":2} ,\n\n {\"a\":3}]}", "{\"d\":[ 1,2,\n3 ]}")) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            Reading whole = Reading.of(Reading.open(bytes, at("/d")));
            for (int done = 1; done <= 3; done++) {
                RowSource rest = Reading.open(bytes, at("/d"));
                rest.skip(done, whole.ends.get(done - 1), whole.lines.get(done - 1));
                List<Long> numbers = new ArrayList<>();
                Row row = new Row(rest.columns());
                while (rest.next(row)) {
                    numbers.add(row.number());
                    assertThat(row.line()).isEqualTo(whole.lines.get((int) row.number() - 1));
                }
                assertThat(numbers).hasSize(3 - done);
            }
        }
    }
}
