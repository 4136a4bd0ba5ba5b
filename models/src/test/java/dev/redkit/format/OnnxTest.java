package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxTest {
    @ParameterizedTest
    @ValueSource(strings = {"onnx/tiny.onnx", "onnx/tiny_ext.onnx"})
    void readsInitializersHereAndInTheFileBeside(String file) throws IOException {
        assertThat(Fixtures.found(Fixtures.file(file)))
                .containsAllEntriesOf(Fixtures.expected("onnx/tiny_expected.npz"));
    }
}
