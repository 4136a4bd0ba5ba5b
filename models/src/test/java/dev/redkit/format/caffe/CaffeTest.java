package dev.redkit.format.caffe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Beside;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.protobuf.Message;
import dev.redkit.format.protobuf.MessageWriter;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.NeedsPython;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaffeTest {
    private static final Path TINY = Fixtures.file("caffe/tiny.caffemodel");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"caffe/tiny.caffemodel", "caffe/tiny.caffemodel.h5"})
    void readsWhatCaffeSaved(String file) throws IOException {
        assertThat(Fixtures.found(Fixtures.file(file))).isEqualTo(Fixtures.expected("caffe/tiny.caffe.expected.npz"));
    }

    @Test
    void readsAMeanImage() throws IOException {
        Map<String, byte[]> mean = Fixtures.bytes(Fixtures.file("caffe/mean.binaryproto"));
        assertThat(mean).containsOnlyKeys("mean");
        assertThat(Fixtures.found(Fixtures.file("caffe/mean.binaryproto")).get("mean"))
                .startsWith("F32 [1,3,2,2]");
        assertThat(ByteBuffer.wrap(mean.get("mean"))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat(4 * 11))
                .isEqualTo(11f);
    }

    private static byte[] bytes(Region region) {
        return region.bytes(0, (int) region.length(), "all of it");
    }

    /** The real network with its layers as they were before 2014: other fields, and shapes of four numbers. */
    private byte[] asBefore2014(boolean nested) throws IOException {
        MessageWriter net = new MessageWriter();
        try (Region region = Region.of(TINY)) {
            Message fields = new Message(region);
            while (fields.next()) {
                if (fields.field() == 100) {
                    net.message(
                            2, nested ? new MessageWriter().message(1, layer(fields.bytes())) : layer(fields.bytes()));
                }
            }
        }
        return net.toBytes();
    }

    private static MessageWriter layer(Region layer) {
        MessageWriter old = new MessageWriter().number(5, 4);
        Message fields = new Message(layer);
        while (fields.next()) {
            if (fields.field() == 1) {
                old.text(4, fields.text());
            } else if (fields.field() == 7) {
                old.message(6, blob(fields.bytes()));
            }
        }
        return old;
    }

    /** The numbers one by one, as nothing hinders a writer to have them. */
    private static MessageWriter blob(Region blob) {
        MessageWriter old = new MessageWriter();
        Message fields = new Message(blob);
        while (fields.next()) {
            if (fields.field() == 5) {
                ByteBuffer floats = ByteBuffer.wrap(bytes(fields.bytes())).order(ByteOrder.LITTLE_ENDIAN);
                old.number(1, 1).number(2, 1).number(3, 1).number(4, floats.remaining() / 4);
                while (floats.hasRemaining()) {
                    old.fixed32(5, floats.getInt());
                }
            }
        }
        return old;
    }

    @Test
    void readsLayersAsTheyWereBefore2014() throws IOException {
        Path file = Files.write(folder.resolve("old.caffemodel"), asBefore2014(false));
        Map<String, String> expected = new TreeMap<>();
        Fixtures.expected("caffe/tiny.caffe.expected.npz").forEach((name, value) -> {
            String[] parts = value.split(" ", -1);
            long count = 1;
            for (String dimension : parts[1].substring(1, parts[1].length() - 1).split(",", -1)) {
                count *= Long.parseLong(dimension);
            }
            expected.put(name, parts[0] + " [1,1,1," + count + "] " + parts[2]);
        });
        assertThat(Fixtures.found(file)).isEqualTo(expected);
    }

    @Test
    void refusesTheFirstFormatWithAdvice() throws IOException {
        Path file = Files.write(folder.resolve("first.caffemodel"), asBefore2014(true));
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("first format (V0)")
                .satisfies(e -> assertThat(((BadInput) e).hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("upgrade_net_proto_binary")));
    }

    private void write(Path source, String format, Path target) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(target)) {
            ModelFormats.byName(format)
                    .write(new ModelContent(opened.tensors(), opened.metadata()), out, WriteOptions.DEFAULT);
        }
    }

    @Test
    void readsAgainWhatItWrites() throws IOException {
        for (String format : List.of("caffe", "caffe-hdf5")) {
            Path file = folder.resolve(
                    "again." + ModelFormats.byName(format).suffixes().get(0));
            write(TINY, format, file);
            assertThat(ModelFormats.byContent(file).name()).isEqualTo(format);
            assertThat(Fixtures.found(file)).isEqualTo(Fixtures.found(TINY));
        }
    }

    @Test
    void writesAMeanImage() throws IOException {
        Path source = Fixtures.file("caffe/mean.binaryproto");
        Path file = folder.resolve("mean.binaryproto");
        Beside beside = new Beside() {
            @Override
            public String fileName() {
                return "mean.binaryproto";
            }

            @Override
            public OutputStream open(String name) {
                throw new AssertionError(name);
            }
        };
        WriteOptions options = new WriteOptions(Order.C, Optional.empty(), Optional.of(beside));
        try (ModelFile opened = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName("caffe").write(new ModelContent(opened.tensors(), Map.of()), out, options);
        }
        assertThat(Fixtures.found(file)).isEqualTo(Fixtures.found(source));
        assertThatThrownBy(() -> ModelFormats.byName("caffe")
                        .write(new ModelContent(List.of(), Map.of()), OutputStream.nullOutputStream(), options))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("holds one blob");
    }

    /** The layers of a PyTorch model have the blobs that their names say; what has no number is refused. */
    @Test
    void numbersWeightsAndBiases() throws IOException {
        byte[] one = new byte[8];
        Tensor weight = Tensor.of("fc.weight", DType.F64, Shape.of(1), one);
        Path file = folder.resolve("fc.caffemodel");
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName("caffe")
                    .write(
                            new ModelContent(List.of(weight.named("fc.bias"), weight), Map.of()),
                            out,
                            WriteOptions.DEFAULT);
        }
        assertThat(Fixtures.found(file)).containsOnlyKeys("fc/0", "fc/1");
        for (String name : List.of("fc", "fc.gamma", "fc/7")) {
            assertThatThrownBy(() -> ModelFormats.byName("caffe")
                            .write(
                                    new ModelContent(List.of(weight.named(name)), Map.of()),
                                    OutputStream.nullOutputStream(),
                                    WriteOptions.DEFAULT))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("fc");
        }
    }

    @Test
    void refusesShapesThatDoNotFitTheNumbers() throws IOException {
        MessageWriter shape = new MessageWriter()
                .bytes(1, new MessageWriter().varint(1L << 40).toBytes());
        byte[] blob =
                new MessageWriter().bytes(5, new byte[8]).message(7, shape).toBytes();
        Path file = Files.write(folder.resolve("huge.binaryproto"), blob);
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("needs 1099511627776 numbers, but has 2");
    }

    @Test
    @NeedsPython({"numpy", "cv2"})
    void openCvLoadsWhatIsWritten() throws IOException {
        Path file = folder.resolve("net.caffemodel");
        write(TINY, "caffe", file);
        String script = """
                import cv2, sys, numpy as np
                net = cv2.dnn.readNetFromCaffe(sys.argv[1], sys.argv[2])
                expected = np.load(sys.argv[3])
                for key in ('conv1/0', 'conv1/1', 'ip1/0', 'ip1/1'):
                    layer, index = key.split('/')
                    found = net.getParam(layer, int(index))
                    assert found.size == expected[key].size and np.array_equal(found.ravel(), expected[key].ravel()), key
                """;
        Program.Result result = Program.of(
                        NeedsPython.INTERPRETER,
                        "-c",
                        script,
                        Fixtures.file("caffe/tiny.prototxt").toAbsolutePath().toString(),
                        file.toString(),
                        Fixtures.file("caffe/tiny.caffe.expected.npz")
                                .toAbsolutePath()
                                .toString())
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }
}
