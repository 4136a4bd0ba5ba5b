package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.tensor.Order;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Framework;
import dev.redkit.testkit.NeedsFramework;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link FrameworksTest}, of the frameworks that come with natives for a JVM. */
class JvmFrameworksTest {
    @TempDir
    Path folder;

    /** Whatever is before and between the lines of {@link Tell} is none of its: natives write there, too. */
    private Map<String, String> told(String framework, String source, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        Program.Result result =
                Framework.program(framework, temporary, source, arguments).run();
        assertThat(result.exit()).as(result.toString()).isZero();
        Map<String, String> told = new TreeMap<>();
        result.out()
                .lines()
                .forEach(line -> told.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch/state_dict.pt", "tensorflow/tiny.ckpt.index"})
    @NeedsFramework("tensorflow")
    void tensorFlowRestoresWhatIsWritten(String name) throws IOException {
        Path source = Fixtures.file(name);
        List<String> arguments =
                new ArrayList<>(List.of("read", folder.resolve("m.ckpt").toString()));
        try (ModelFile opened = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT)) {
            WrittenBeside.write(
                    "tensorflow", new ModelContent(opened.tensors(), Map.of()), folder.resolve("m.ckpt.index"));
            for (Tensor tensor : opened.tensors()) {
                arguments.add(tensor.name());
                arguments.add(tensor.dtype().toString());
            }
        }
        assertThat(told("tensorflow", "TensorflowCheckpoint", arguments.toArray(String[]::new)))
                .isEqualTo(Fixtures.found(source));
    }

    @Test
    @NeedsFramework("tensorflow")
    void whatTensorFlowSavesIsRead() throws IOException {
        Map<String, String> told = told(
                "tensorflow",
                "TensorflowCheckpoint",
                "write",
                folder.resolve("m.ckpt").toString());
        assertThat(told).hasSizeGreaterThan(200).containsKeys("bf16", "string", "parted");
        assertThat(Fixtures.found(folder.resolve("m.ckpt.index"))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "torch/state_dict.pt, numpy",
        "mxnet/named.params, legacy",
        "mxnet/sparse.params, legacy",
        "mxnet/numpy.params, numpy",
        "mxnet/numpy.params, global",
    })
    @NeedsFramework("mxnet")
    void mxnetLoadsWhatIsWritten(String name, String shapes) throws IOException {
        Path source = Fixtures.file(name);
        Path file = folder.resolve("m.params");
        WritersTest.write("mxnet", Order.C, source, file);
        assertThat(told("mxnet", "ReadMxnet", file.toString(), shapes)).isEqualTo(Fixtures.found(source));
    }

    @Test
    @NeedsFramework("cntk")
    void cntkLoadsAModelWithOtherNumbers() throws IOException {
        Path source = Fixtures.file("cntk/gemm.model");
        Path file = folder.resolve("m.model");
        Map<String, byte[]> before = Fixtures.bytes(source);
        try (ModelFile old = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(file)) {
            List<Tensor> others = new ArrayList<>();
            for (Tensor tensor : old.tensors()) {
                byte[] other = plusSeven(before.get(tensor.name()));
                others.add(Tensor.of(tensor.name(), tensor.dtype(), tensor.shape(), other));
            }
            ModelFormats.byName("cntk")
                    .write(
                            new ModelContent(others, Map.of()),
                            out,
                            new WriteOptions(Order.C, Optional.of(source), Optional.empty()));
            assertThat(told("cntk", "ReadCntk", file.toString())).isEqualTo(Fixtures.found(others));
        }
        assertThat(told("cntk", "ReadCntk", source.toAbsolutePath().toString())).isEqualTo(Fixtures.found(source));
    }

    private static byte[] plusSeven(byte[] floats) {
        ByteBuffer buffer = ByteBuffer.wrap(floats.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < floats.length; at += Float.BYTES) {
            buffer.putFloat(at, buffer.getFloat(at) + 7);
        }
        return buffer.array();
    }
}
