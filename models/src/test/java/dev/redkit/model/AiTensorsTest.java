package dev.redkit.model;

import static dev.redkit.model.MlCommandsTest.doubles;
import static dev.redkit.model.MlCommandsTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes for RedisAI, as its documentation has the commands. */
class AiTensorsTest {
    private static String command(Tensor tensor) throws IOException {
        return text(AiTensors.commands("m", List.of(tensor)));
    }

    @Test
    void writesTypeShapeAndBytes() throws IOException {
        byte[] floats = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        assertThat(command(Tensor.of("W", DType.F32, Shape.of(1, 2), floats)))
                .isEqualTo(
                        "*7\r\n$12\r\nAI.TENSORSET\r\n$5\r\n{m}:W\r\n$5\r\nFLOAT\r\n$1\r\n1\r\n$1\r\n2\r\n$4\r\nBLOB\r\n$8\r\n"
                                + new String(floats, StandardCharsets.ISO_8859_1) + "\r\n");
        assertThat(command(doubles("b", Shape.of(), 0)))
                .isEqualTo("*6\r\n$12\r\nAI.TENSORSET\r\n$5\r\n{m}:b\r\n$6\r\nDOUBLE\r\n$1\r\n1\r\n$4\r\nBLOB\r\n$8\r\n"
                        + "\0".repeat(8) + "\r\n");
    }

    @Test
    void widensSmallFloats() throws IOException {
        assertThat(command(Tensor.of("h", DType.BF16, Shape.of(1), new byte[] {(byte) 0x80, 0x3f})))
                .contains("$5\r\nFLOAT\r\n")
                .endsWith("$4\r\n\0\0\u0080?\r\n");
    }

    @Test
    void endsTextsWithNul() throws IOException {
        assertThat(command(Tensor.ofStrings("words", Shape.of(3), List.of("a", "", "bc"))))
                .endsWith("$6\r\nSTRING\r\n$1\r\n3\r\n$4\r\nBLOB\r\n$6\r\na\0\0bc\0\r\n");
        assertThatThrownBy(() -> command(Tensor.ofStrings("words", Shape.of(1), List.of("a\0b"))))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("has a NUL in it");
    }

    @Test
    void refusesTypesThatTheModuleLacks() {
        assertThatThrownBy(() -> command(Tensor.of("u", DType.U32, Shape.of(1), new byte[4])))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("RedisAI has no type for tensor 'u' of U32");
        assertThatThrownBy(() -> AiTensors.commands("m", List.of())).isInstanceOf(UsageError.class);
    }

    private static Reply bulk(String text) {
        return new Reply.Bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply meta(String type, Reply... shape) {
        return new Reply.Array(List.of(bulk("dtype"), bulk(type), bulk("shape"), new Reply.Array(List.of(shape))));
    }

    @Test
    void understandsWhatTheModuleTellsOfATensor() throws IOException {
        Tensor tensor = AiTensors.tensor(
                "W",
                meta("INT16", new Reply.Int(2), new Reply.Int(1)),
                () -> new ByteArrayInputStream(new byte[] {1, 0, 2, 0}));
        assertThat(tensor).hasToString("W I16[2,1]");
        assertThat(AiTensors.blob(tensor, new Reply.Bulk(new byte[] {1, 0, 2, 0}))
                        .readAllBytes())
                .containsExactly(1, 0, 2, 0);
        assertThatThrownBy(() -> AiTensors.blob(tensor, new Reply.Bulk(new byte[3])))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another number of bytes");
        assertThatThrownBy(() -> AiTensors.tensor("W", meta("QUANTUM", new Reply.Int(2)), null))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("in a way that is not understood");
    }
}
