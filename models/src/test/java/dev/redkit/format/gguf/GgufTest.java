package dev.redkit.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufTest {
    private static final Path FILE = Fixtures.file("gguf/tiny.gguf");

    @TempDir
    Path folder;

    @Test
    void givesTheNumbersThatTheReferenceGives() throws IOException {
        try (ModelFile opened = ModelFormats.byContent(FILE).open(FILE, new ReadOptions(false, true))) {
            assertThat(Fixtures.found(opened.tensors())).isEqualTo(Fixtures.expected("gguf/tiny.gguf"));
        }
    }

    @Test
    void carriesBlocksAsTheyAreWithTheirTypeUnlessTold() throws IOException {
        Map<String, String> expected = Fixtures.expected("gguf/tiny.gguf");
        try (ModelFile opened = ModelFormats.byContent(FILE).open(FILE, ReadOptions.DEFAULT)) {
            Map<String, String> found = Fixtures.found(opened.tensors());
            for (String plain : new String[] {"f32", "f16", "bf16"}) {
                assertThat(found).containsEntry(plain, expected.get(plain));
            }
            assertThat(opened.tensors())
                    .extracting(Tensor::toString)
                    .contains("q4_0 U8[4,18]", "q4_1 U8[4,20]", "q5_0 U8[4,22]", "q5_1 U8[4,24]", "q8_0 U8[4,34]");
            assertThat(opened.metadata())
                    .containsEntry("q5_1.ggml_type", "Q5_1")
                    .containsEntry("q5_1.shape", "[4,32]")
                    .containsEntry("general.architecture", "llama")
                    .containsEntry("llama.context_length", "32")
                    .containsEntry("x.f", "0.5")
                    .containsEntry("x.b", "true")
                    .containsEntry("tokenizer.ggml.tokens", "[<s>, a, b]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 4 | 1 | version 1; versions 2 and 3",
                "4 | 4 | 50331648 | big-endian",
                "8 | 8 | 1000000000000 | 1000000000000 tensors in",
                "16 | 8 | -1 | 18446744073709551615 pairs in",
                "24 | 8 | 9000000000000000000 | a key of 9000000000000000000 bytes",
            })
    void refusesWhatItsHeadCannotMean(int at, int width, long value, String reason) throws IOException {
        byte[] bytes = Files.readAllBytes(FILE);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (width == 4) {
            buffer.putInt(at, (int) value);
        } else {
            buffer.putLong(at, value);
        }
        Path file = Files.write(folder.resolve("bad.gguf"), bytes);
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("bad.gguf");
    }
}
