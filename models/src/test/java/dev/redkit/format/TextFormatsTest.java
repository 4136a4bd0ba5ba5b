package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.text.ParameterText;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatsTest {
    @TempDir
    Path folder;

    private static String text(Tensor tensor) throws IOException {
        StringBuilder text = new StringBuilder(tensor.dtype() + " " + tensor.shape());
        try (Elements elements = new Elements(tensor)) {
            while (elements.hasNext()) {
                text.append(' ').append(elements.nextText());
            }
        }
        return text.toString();
    }

    private Map<String, String> read(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Map<String, String> read = new TreeMap<>();
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            for (Tensor tensor : opened.tensors()) {
                read.put(tensor.name(), text(tensor));
            }
        }
        return read;
    }

    @Test
    void readsTheParametersOfTheDocuments() throws IOException {
        assertThat(read("linear.json", "{\"coefficient\": 1.5, \"intercept\": 2.3}"))
                .containsExactly(Map.entry("coefficient", "F64 [] 1.5"), Map.entry("intercept", "F64 [] 2.3"));
        String nested = "{'layer1': {'weights': [[1.0, 2], [3, 4]], 'biases': [0.5]}, 'epochs': 3, 'on': True}";
        Map<String, String> expected = Map.of(
                "layer1.weights", "F64 [2,2] 1.0 2.0 3.0 4.0",
                "layer1.biases", "F64 [1] 0.5",
                "epochs", "I64 [] 3",
                "on", "BOOL [] true");
        assertThat(read("repr.txt", nested)).isEqualTo(expected);
        assertThat(read("params.json", nested.replace('\'', '"').replace("True", "true")))
                .isEqualTo(expected);
        assertThat(read(
                        "params.yaml",
                        "layer1:\n  weights: [[1.0, 2], [3, 4]]\n  biases: [0.5]\nepochs: 3\non: true\n"))
                .isEqualTo(expected);
    }

    @Test
    void readsTablesOfNumbers() throws IOException {
        assertThat(read("w.csv", "a,b\n1,2\n3,4.5\n")).containsExactly(Map.entry("w", "F64 [2,2] 1.0 2.0 3.0 4.5"));
        assertThat(read("v.csv", "1\n2\n")).containsExactly(Map.entry("v", "I64 [2] 1 2"));
        assertThat(read("s.txt", "# by savetxt\n1.0e+00 2.5e+00\n3.0e+00 nan\n"))
                .containsExactly(Map.entry("s", "F64 [2,2] 1.0 2.5 3.0 NaN"));
        assertThat(read("p.csv", "name,value\r\nw,\"[1, 2]\"\r\nb,0.5\r\n"))
                .containsExactly(Map.entry("b", "F64 [] 0.5"), Map.entry("w", "I64 [2] 1 2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.5 | w=F64 [] 1.5",
                "-3 | w=I64 [] -3",
                "rbf | w=STRING [] rbf",
                "[1, 2.5] | w=F64 [2] 1.0 2.5",
                "{'weights': [1.0, 2.0], u'n': 7L} | w.weights=F64 [2] 1.0 2.0;w.n=I64 [] 7",
                "array([[1., 2.]], dtype=float32) | w=F64 [1,2] 1.0 2.0",
                "(1, 2) | w=I64 [2] 1 2",
                "{\"a\": null, \"b\": [\"x\"]} | w.b=STRING [1] x",
            })
    void readsWhatAFieldOfAHashHolds(String field, String expected) throws IOException {
        StringBuilder read = new StringBuilder();
        for (Tensor tensor : ParameterText.read("w", field)) {
            read.append(read.length() == 0 ? "" : ";")
                    .append(tensor.name())
                    .append('=')
                    .append(text(tensor));
        }
        assertThat(read).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a': __import__('os')}",
                "[1, [2]]",
                "[1, 'x']",
                "[[1, 2], [3]]",
                "{'a': 1",
                "array([1, ..., 9])"
            })
    void refusesWhatIsNoPlainValue(String field) {
        assertThatThrownBy(() -> ParameterText.read("w", field))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml", "csv"})
    void readsAgainWhatItWrites(String format) throws IOException {
        Path source = Files.writeString(
                folder.resolve("source.json"),
                "{\"l\": {\"w\": [[1.5, -2.0], [NaN, 1e300]], \"b\": [true, false]}, \"n\": 9007199254740993, \"k\":"
                        + " \"a \\\"b\\\"\"}");
        Path target = folder.resolve("written." + format);
        WritersTest.write(format, Order.C, source, target);
        assertThat(Fixtures.found(target)).isEqualTo(Fixtures.found(source));
    }

    @Test
    void saysWhatToDoWithMoreNumbersThanATextMayHave() {
        String text = "[" + "1,".repeat(16 << 20) + "1]";
        assertThatThrownBy(() -> read("many.json", text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 16777216 numbers")
                .hasMessageContaining("save them as .npy or .safetensors")
                .hasMessageContaining("many.json");
    }

    @Test
    void refusesAliasesAndTagsOfYaml() {
        List<String> texts = List.of("a: &x [1]\nb: *x\n", "a: !!python/object/apply:os.system [ls]\n");
        for (String text : texts) {
            assertThatThrownBy(() -> read("evil.yaml", text)).isInstanceOf(BadInput.class);
        }
    }
}
