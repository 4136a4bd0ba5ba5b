package dev.redkit.format.cntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CntkTest {
    private static final Path PARAM = Fixtures.file("cntk/param.model");

    @TempDir
    Path folder;

    private static List<Float> floats(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Float> floats = new ArrayList<>();
        while (buffer.hasRemaining()) {
            floats.add(buffer.getFloat());
        }
        return floats;
    }

    /** CNTK says [2 x 3] and lets the first dimension vary fastest; in ONNX, from which it came, W is (3, 2). */
    @Test
    void readsParametersAndConstants() throws IOException {
        for (String file : List.of("cntk/param.model", "cntk/gemm.model")) {
            Map<String, String> found = Fixtures.found(Fixtures.file(file));
            assertThat(found.get("W")).startsWith("F32 [3,2] ");
            assertThat(found.values()).allMatch(value -> value.startsWith("F32 ["));
            assertThat(floats(Fixtures.bytes(Fixtures.file(file)).get("W"))).containsExactly(0f, 1f, 2f, 3f, 4f, 5f);
            assertThat(floats(Fixtures.bytes(Fixtures.file(file)).get("B"))).containsExactly(0.5f, -0.5f);
        }
    }

    @Test
    void refusesTheFirstVersionWithAdvice() throws IOException {
        Path file = Files.write(folder.resolve("old.model"), "BCN\0BVersion".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("CNTK 1")
                .satisfies(e -> assertThat(((BadInput) e).hint()).isPresent());
    }

    private void write(List<Tensor> tensors, Optional<Path> template, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            ModelFormats.byName("cntk")
                    .write(
                            new ModelContent(tensors, Map.of()),
                            out,
                            new WriteOptions(Order.C, template, Optional.empty()));
        }
    }

    private static byte[] doubled(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length; at += Float.BYTES) {
            buffer.putFloat(at, buffer.getFloat(at) * 2 + 1);
        }
        return buffer.array();
    }

    @Test
    void copiesAModelWithOtherNumbers() throws IOException {
        Path target = folder.resolve("new.model");
        Map<String, byte[]> before = Fixtures.bytes(PARAM);
        try (ModelFile old = ModelFormats.byContent(PARAM).open(PARAM, ReadOptions.DEFAULT)) {
            List<Tensor> tensors = new ArrayList<>();
            for (Tensor tensor : old.tensors()) {
                tensors.add(
                        0,
                        Tensor.of(tensor.name(), tensor.dtype(), tensor.shape(), doubled(before.get(tensor.name()))));
            }
            write(tensors, Optional.of(PARAM), target);
            write(old.tensors(), Optional.of(PARAM), folder.resolve("same.model"));
        }
        Map<String, byte[]> after = Fixtures.bytes(target);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(doubled(bytes)));
        assertThat(folder.resolve("same.model")).hasSameBinaryContentAs(PARAM);
        assertThat(Files.size(target)).isEqualTo(Files.size(PARAM));
    }

    @Test
    void refusesWhatDoesNotFitTheTemplate() throws IOException {
        Path target = folder.resolve("new.model");
        Tensor other = Tensor.of("W", DType.F32, Shape.of(2, 3), new byte[24]);
        assertThatThrownBy(() -> write(List.of(other), Optional.of(PARAM), target))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is F32[3,2], not F32[2,3]");
        assertThatThrownBy(() -> write(List.of(other.named("V")), Optional.of(PARAM), target))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("no parameter 'V'");
        assertThatThrownBy(() -> write(List.of(other), Optional.empty(), target))
                .isInstanceOf(UsageError.class)
                .satisfies(e -> assertThat(((UsageError) e).hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("--template")));
    }
}
