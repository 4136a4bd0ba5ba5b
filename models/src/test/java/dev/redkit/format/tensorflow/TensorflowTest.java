package dev.redkit.format.tensorflow;

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
import dev.redkit.format.WrittenBeside;
import dev.redkit.format.protobuf.MessageWriter;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorflowTest {
    private static final Path TINY = Fixtures.file("tensorflow/tiny.ckpt.index");

    @TempDir
    Path folder;

    /** Name to dtype, shape and numbers. */
    private static Map<String, String> values(Path file) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            Map<String, String> values = new TreeMap<>();
            for (Tensor tensor : opened.tensors()) {
                values.put(tensor.name(), tensor.dtype() + " " + tensor.shape() + " " + values(tensor));
            }
            return values;
        }
    }

    private static List<Object> values(Tensor tensor) throws IOException {
        try (InputStream in = tensor.open()) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.remaining()).isEqualTo((int) tensor.bytes());
            List<Object> values = new ArrayList<>();
            while (bytes.hasRemaining()) {
                if (tensor.dtype() == DType.STRING) {
                    byte[] text = new byte[bytes.getInt()];
                    bytes.get(text);
                    values.add(new String(text, StandardCharsets.UTF_8));
                } else {
                    values.add(tensor.dtype().next(bytes));
                }
            }
            return values;
        }
    }

    @Test
    void readsWhatTensorFlowSaved() throws IOException {
        assertThat(values(TINY))
                .containsEntry("dense/kernel", "F32 [2,3] [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]")
                .containsEntry("dense/bias", "F32 [3] [1.5, -2.0, 0.25]")
                .containsEntry("global_step", "I64 [] [1234.0]")
                .containsEntry("f64", "F64 [2] [1.0, 2.0]")
                .containsEntry("i32", "I32 [2] [-1.0, 7.0]")
                .containsEntry("flag", "BOOL [2] [1.0, 0.0]")
                .containsEntry("str", "STRING [3] [h\u00e9llo, , b]")
                .containsEntry("half", "F16 [2] [1.0, -2.0]")
                .containsEntry("bf16", "BF16 [2] [1.0, -2.5]")
                .containsEntry("u8", "U8 [2] [1.0, 255.0]")
                .containsEntry("empty", "F32 [0,3] []")
                .containsEntry("model/layer-0/kernel", "F32 [1] [9.0]")
                .hasSize(12);
        assertThat(values(Fixtures.file("tensorflow/merged.ckpt.index")).keySet())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny.ckpt", "tiny.ckpt.data-00000-of-00001", "", "saved_model.pb"})
    void findsACheckpointByWhateverItIsCalled(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        boolean saved = name.equals("saved_model.pb");
        Path variables = Files.createDirectories(saved ? model.resolve("variables") : model);
        String prefix = saved ? "variables" : "tiny.ckpt";
        Files.copy(TINY, variables.resolve(prefix + ".index"));
        Files.copy(
                Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"),
                variables.resolve(prefix + ".data-00000-of-00001"));
        Files.writeString(model.resolve(saved ? name : "checkpoint"), "model_checkpoint_path: \"tiny.ckpt\"\n");
        assertThat(values(name.isEmpty() ? model : model.resolve(name))).isEqualTo(values(TINY));
        if (saved) {
            assertThat(values(model)).isEqualTo(values(TINY));
        }
    }

    private void write(ModelContent content, String name) throws IOException {
        WrittenBeside.write("tensorflow", content, folder.resolve(name));
    }

    /** Byte for byte what TensorFlow itself wrote of the same. */
    @Test
    void writesWhatTensorFlowWrites() throws IOException {
        try (ModelFile opened = ModelFormats.byContent(TINY).open(TINY, ReadOptions.DEFAULT)) {
            write(new ModelContent(opened.tensors(), opened.metadata()), "again.index");
        }
        assertThat(folder.resolve("again.index")).hasSameBinaryContentAs(TINY);
        assertThat(folder.resolve("again.data-00000-of-00001"))
                .hasSameBinaryContentAs(Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"));
    }

    @Test
    void writesAsManyTensorsAsTakeSeveralBlocks() throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            tensors.add(Tensor.of("layer" + i + "/kernel", DType.U8, Shape.of(1), new byte[] {(byte) i}));
        }
        write(new ModelContent(tensors, Map.of()), "many.index");
        assertThat(Files.size(folder.resolve("many.index"))).isGreaterThan(300_000);
        assertThat(Fixtures.found(folder.resolve("many.index"))).isEqualTo(Fixtures.found(tensors));
    }

    @Test
    void keepsTheGraphOfObjectsAndCallsVariablesAsItDoes() throws IOException {
        String key = "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE";
        MessageWriter attribute = new MessageWriter()
                .text(1, "VARIABLE_VALUE")
                .text(2, "dense/kernel")
                .text(3, key);
        byte[] graph = new MessageWriter()
                .message(1, new MessageWriter().message(2, attribute))
                .toBytes();
        Tensor objects = Tensor.ofStrings(
                "_CHECKPOINTABLE_OBJECT_GRAPH", Shape.of(), List.of(new String(graph, StandardCharsets.UTF_8)));
        Tensor kernel = Tensor.of(key, DType.U8, Shape.of(1), new byte[1]);
        write(new ModelContent(List.of(objects, kernel), Map.of()), "a.index");
        Path file = folder.resolve("a.index");
        assertThat(values(file)).containsOnlyKeys("dense/kernel");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            write(new ModelContent(opened.tensors(), opened.metadata()), "b.index");
        }
        assertThat(entries(folder.resolve("b.index")).keySet())
                .containsExactlyElementsOf(entries(file).keySet());
        assertThat(values(folder.resolve("b.index"))).containsOnlyKeys("dense/kernel");
    }

    @Test
    void refusesToWriteWhereThereIsNoPlaceForTheOtherFile() {
        assertThatThrownBy(() -> ModelFormats.byName("tensorflow")
                        .write(
                                new ModelContent(List.of(), Map.of()),
                                OutputStream.nullOutputStream(),
                                WriteOptions.DEFAULT))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("two files");
        assertThatThrownBy(() -> write(new ModelContent(List.of(), Map.of()), "a.ckpt"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("'a.ckpt' is not");
    }

    /** The raw entries of an index, each character of a key a byte. */
    private static Map<String, byte[]> entries(Path index) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        List<Closeable> opened = new ArrayList<>();
        try (Region region = Region.of(index)) {
            new Table(region, opened)
                    .read((key, value) -> entries.put(
                            new String(key, StandardCharsets.ISO_8859_1),
                            value.bytes(0, (int) value.length(), "a value")));
        }
        return entries;
    }

    private void write(Path index, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(index)) {
            TableWriter table = new TableWriter(out);
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                table.add(entry.getKey().getBytes(StandardCharsets.ISO_8859_1), entry.getValue());
            }
            table.finish();
        }
    }

    private static MessageWriter slice(long... extents) {
        MessageWriter slice = new MessageWriter();
        for (int i = 0; i < extents.length; i += 2) {
            MessageWriter extent = new MessageWriter();
            if (extents[i + 1] >= 0) {
                extent.number(1, extents[i]).number(2, extents[i + 1]);
            }
            slice.message(1, extent);
        }
        return slice;
    }

    /** A variable of 3 by 4 in three parts: two columns, and the other two in rows of one and two. */
    private Map<String, byte[]> sliced(long[][] extents) throws IOException {
        byte[] name = "w".getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> entries = new TreeMap<>(entries(Fixtures.file("tensorflow/merged.ckpt.index")));
        MessageWriter whole = new MessageWriter()
                .number(1, 4)
                .message(
                        2,
                        new MessageWriter()
                                .message(2, new MessageWriter().number(1, 3))
                                .message(2, new MessageWriter().number(1, 4)));
        byte[][] parts = {{0, 1, 4, 5, 8, 9}, {2, 3}, {6, 7, 10, 11}};
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            whole.message(7, slice(extents[i]));
            long rows = extents[i][1] < 0 ? 3 : extents[i][1];
            tensors.add(Tensor.of("part" + i, DType.U8, Shape.of(rows, 2), parts[i]));
        }
        write(new ModelContent(tensors, Map.of()), "w.index");
        Map<String, byte[]> written = new TreeMap<>(entries(folder.resolve("w.index")));
        entries.clear();
        entries.put("", written.get(""));
        entries.put("w", whole.toBytes());
        for (int i = 0; i < parts.length; i++) {
            BundleEntry.Slice slice = new BundleEntry.Slice(
                    new long[] {extents[i][1] < 0 ? 0 : extents[i][0], extents[i][2]},
                    new long[] {extents[i][1], extents[i][3]});
            entries.put(SliceKeys.of(name, slice), written.get("part" + i));
        }
        return entries;
    }

    @Test
    void putsTheSlicesOfAVariableTogether() throws IOException {
        assertThat(values(Fixtures.file("tensorflow/sliced.ckpt.index")))
                .containsExactly(
                        Map.entry("w", "I32 [3,4] [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]"));
        write(folder.resolve("w.index"), sliced(new long[][] {{0, -1, 0, 2}, {0, 1, 2, 2}, {1, 2, 2, 2}}));
        assertThat(values(folder.resolve("w.index")))
                .containsExactly(
                        Map.entry("w", "U8 [3,4] [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]"));
        write(folder.resolve("w.index"), sliced(new long[][] {{0, -1, 0, 2}, {0, 1, 2, 2}, {0, 2, 2, 2}}));
        assertThatThrownBy(() -> values(folder.resolve("w.index")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two of its slices overlap");
    }

    /** The code of TensorFlow's OrderedCode, from its documentation of it. */
    @Test
    void namesSlicesAsTensorFlowDoes() {
        assertThat(SliceKeys.signed(0)).containsExactly(0x80);
        assertThat(SliceKeys.signed(2)).containsExactly(0x82);
        assertThat(SliceKeys.signed(-1)).containsExactly(0x7f);
        assertThat(SliceKeys.signed(63)).containsExactly(0xbf);
        assertThat(SliceKeys.signed(64)).containsExactly(0xc0, 0x40);
        assertThat(SliceKeys.signed(-65)).containsExactly(0x3f, 0xbf);
        assertThat(SliceKeys.signed(8192)).containsExactly(0xe0, 0x20, 0x00);
    }

    @Test
    void findsBytesThatWereAltered() throws IOException {
        Files.copy(TINY, folder.resolve("tiny.ckpt.index"));
        byte[] data = Files.readAllBytes(Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"));
        for (int at : new int[] {3, 0x46, 0x49, 0x50}) {
            byte[] altered = data.clone();
            altered[at] ^= 1;
            Files.write(folder.resolve("tiny.ckpt.data-00000-of-00001"), altered);
            assertThatThrownBy(() -> values(folder.resolve("tiny.ckpt.index")))
                    .as("byte " + at)
                    .isInstanceOf(BadInput.class)
                    .hasMessageMatching("(?s).*(checksum|strings|string 0).*byte.*");
        }
        Files.delete(folder.resolve("tiny.ckpt.data-00000-of-00001"));
        assertThatThrownBy(() -> values(folder.resolve("tiny.ckpt.index")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tiny.ckpt.data-00000-of-00001, which is not beside it");
    }

    @Test
    void namesADTypeThatIsNotRead() throws IOException {
        Map<String, byte[]> entries = new TreeMap<>(entries(TINY));
        entries.put("u8", new MessageWriter().number(1, 99).toBytes());
        entries.put("f64", new MessageWriter().number(1, 21).toBytes());
        write(folder.resolve("odd.index"), entries);
        Files.copy(
                Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"), folder.resolve("odd.data-00000-of-00001"));
        assertThatThrownBy(() -> values(folder.resolve("odd.index")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'u8'")
                .hasMessageContaining("number 99");
        entries.remove("u8");
        write(folder.resolve("odd.index"), entries);
        assertThat(values(folder.resolve("odd.index"))).hasSize(10);
    }

    /** As TensorFlow could write it, and LevelDB does. */
    @Test
    void readsBlocksThatAreCompressed() throws IOException {
        byte[] table = Files.readAllBytes(TINY);
        // The one block of entries, 0x164 bytes, and then its trailer of five.
        int size = 0x164;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (SnappyCompressorOutputStream snappy = new SnappyCompressorOutputStream(packed, size)) {
            snappy.write(table, 0, size);
        }
        CRC32C crc = new CRC32C();
        crc.update(packed.toByteArray());
        crc.update(1);
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        made.writeBytes(packed.toByteArray());
        made.writeBytes(ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putInt(MaskedCrc.of(crc))
                .array());
        byte[] index = block(new MessageWriter().varint(0).varint(packed.size()).toBytes());
        int indexAt = made.size();
        made.writeBytes(index);
        byte[] handle =
                new MessageWriter().varint(indexAt).varint(index.length - 5).toBytes();
        byte[] footer = Arrays.copyOf(new byte[] {0, 0}, 48);
        System.arraycopy(handle, 0, footer, 2, handle.length);
        System.arraycopy(table, table.length - 8, footer, 40, 8);
        made.writeBytes(footer);
        Path file = Files.write(folder.resolve("packed.index"), made.toByteArray());
        Files.copy(
                Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"),
                folder.resolve("packed.data-00000-of-00001"));
        assertThat(values(file)).isEqualTo(values(TINY));
    }

    /** A block of one entry with its trailer. */
    private static byte[] block(byte[] value) {
        byte[] entry =
                new MessageWriter().varint(0).varint(1).varint(value.length).toBytes();
        ByteBuffer block = ByteBuffer.allocate(entry.length + 1 + value.length + 8 + 5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(entry)
                .put((byte) 'z')
                .put(value)
                .putInt(0)
                .putInt(1);
        CRC32C crc = new CRC32C();
        crc.update(block.array(), 0, block.position());
        crc.update(0);
        return block.put((byte) 0).putInt(MaskedCrc.of(crc)).array();
    }

    @Test
    void followsNoNameOutOfTheFolder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.copy(TINY, folder.resolve("tiny.ckpt.index"));
        Files.writeString(inner.resolve("checkpoint"), "model_checkpoint_path: \"../tiny.ckpt\"\n");
        assertThatThrownBy(() -> values(inner))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("would leave its folder");
        Path data = folder.resolve("outside");
        Files.copy(Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"), data);
        Files.copy(TINY, inner.resolve("tiny.ckpt.index"));
        Files.createSymbolicLink(inner.resolve("tiny.ckpt.data-00000-of-00001"), data);
        assertThatThrownBy(() -> values(inner.resolve("tiny.ckpt.index")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("would leave its folder");
    }

    /** The blocks of names and of places, altered under checksums that fit. */
    @Test
    void survivesTablesThatLie() throws IOException {
        byte[] table = Files.readAllBytes(TINY);
        Files.copy(
                Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"), folder.resolve("bad.data-00000-of-00001"));
        Random random = new Random(20_261_130);
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] mutated = table.clone();
            boolean places = round % 4 == 0;
            int start = places ? 0x176 : 0;
            int end = places ? 0x185 : 0x164;
            for (int i = 0; i <= random.nextInt(3); i++) {
                mutated[start + random.nextInt(end - start)] = (byte) random.nextInt();
            }
            CRC32C crc = new CRC32C();
            crc.update(mutated, start, end - start + 1);
            ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN).putInt(end + 1, MaskedCrc.of(crc));
            Files.write(folder.resolve("bad.index"), mutated);
            try {
                values(folder.resolve("bad.index"));
            } catch (BadInput e) {
                assertThat(e).message().isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    /** With proper checksums, so that what is behind them is tried. */
    @Test
    void survivesEntriesThatLie() throws IOException {
        Map<String, byte[]> entries = entries(TINY);
        List<String> keys = List.copyOf(entries.keySet());
        Files.copy(
                Fixtures.file("tensorflow/tiny.ckpt.data-00000-of-00001"), folder.resolve("bad.data-00000-of-00001"));
        Random random = new Random(20_261_129);
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            Map<String, byte[]> mutated = new TreeMap<>(entries);
            byte[] value = entries.get(keys.get(random.nextInt(keys.size()))).clone();
            if (value.length > 0) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            mutated.put(keys.get(random.nextInt(keys.size())), value);
            write(folder.resolve("bad.index"), mutated);
            try {
                values(folder.resolve("bad.index"));
            } catch (BadInput e) {
                assertThat(e).message().isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }
}
