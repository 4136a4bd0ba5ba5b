package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.protobuf.MessageWriter;
import dev.redkit.format.text.Json;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes a checkpoint of one shard: the bytes first, and then the table that says where they are. */
final class CheckpointWriter {
    private final OutputStream data;
    private final byte[] chunk = new byte[64 << 10];
    private long at;

    private CheckpointWriter(OutputStream data) {
        this.data = data;
    }

    static void write(ModelContent content, OutputStream index, OutputStream data) throws IOException {
        TreeMap<byte[], BundleEntry> entries = new TreeMap<>(Arrays::compareUnsigned);
        CheckpointWriter writer = new CheckpointWriter(data);
        Map<?, ?> keys = keys(content);
        for (Tensor tensor : content.tensors()) {
            Object key = keys.get(tensor.name());
            writer.add(tensor, key instanceof String text ? text : tensor.name(), entries);
        }
        graph(content, writer, entries);
        TableWriter table = new TableWriter(index);
        // One shard, little-endian, version 1.
        table.add(
                new byte[0],
                new MessageWriter()
                        .number(1, 1)
                        .message(3, new MessageWriter().number(1, 1))
                        .toBytes());
        for (Map.Entry<byte[], BundleEntry> entry : entries.entrySet()) {
            table.add(entry.getKey(), entry.getValue().toBytes());
        }
        table.finish();
    }

    private static Map<?, ?> keys(ModelContent content) {
        String text = content.metadata().get(Checkpoint.KEYS);
        return text == null ? Map.of() : Json.object(Checkpoint.KEYS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void graph(ModelContent content, CheckpointWriter writer, Map<byte[], BundleEntry> entries)
            throws IOException {
        try {
            byte[] graph = Base64.getDecoder().decode(content.metadata().getOrDefault(Checkpoint.GRAPH, ""));
            if (graph.length > 0) {
                byte[] element = ByteBuffer.allocate(Integer.BYTES + graph.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(graph.length)
                        .put(graph)
                        .array();
                Tensor tensor = Tensor.ofStrings(
                        ObjectGraph.KEY, Shape.of(), element.length, () -> new ByteArrayInputStream(element));
                writer.add(tensor, ObjectGraph.KEY, entries);
            }
        } catch (IllegalArgumentException e) {
            // It was too large to be kept, and the metadata says so in words.
            return;
        }
    }

    private void add(Tensor tensor, String key, Map<byte[], BundleEntry> entries) throws IOException {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes[0] == 0) {
            throw new UsageError("a checkpoint has no place for a tensor called '" + key.replace("\0", "\\0") + "'");
        }
        long offset = at;
        CRC32C crc = tensor.dtype() == DType.STRING ? strings(tensor) : numbers(tensor);
        BundleEntry entry = new BundleEntry(
                TensorflowTypes.number(tensor.dtype()),
                tensor.shape().dimensions(),
                0,
                offset,
                at - offset,
                MaskedCrc.of(crc),
                List.of());
        if (entries.put(bytes, entry) != null) {
            throw new UsageError("two tensors would be '" + key + "' in the checkpoint");
        }
    }

    private CRC32C numbers(Tensor tensor) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream in = tensor.open()) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                write(chunk, got, crc);
            }
        }
        return crc;
    }

    private void write(byte[] bytes, int length, CRC32C crc) throws IOException {
        data.write(bytes, 0, length);
        crc.update(bytes, 0, length);
        at += length;
    }

    /** Twice through: the lengths come before the texts. */
    private CRC32C strings(Tensor tensor) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] four = new byte[Integer.BYTES];
        try (DataInputStream in = elements(tensor)) {
            for (long i = 0; i < tensor.shape().elements(); i++) {
                int length = length(in, tensor);
                in.skipNBytes(length);
                byte[] varint = new MessageWriter().varint(length).toBytes();
                data.write(varint);
                at += varint.length;
                crc.update(little(four, length));
            }
        }
        write(little(four, MaskedCrc.of(crc)), four.length, crc);
        try (DataInputStream in = elements(tensor)) {
            for (long i = 0; i < tensor.shape().elements(); i++) {
                for (int left = length(in, tensor); left > 0; ) {
                    int got = in.readNBytes(chunk, 0, Math.min(left, chunk.length));
                    if (got == 0) {
                        throw damaged(tensor);
                    }
                    write(chunk, got, crc);
                    left -= got;
                }
            }
        }
        return crc;
    }

    private static DataInputStream elements(Tensor tensor) throws IOException {
        return new DataInputStream(new BufferedInputStream(tensor.open(), 64 << 10));
    }

    private static int length(DataInputStream in, Tensor tensor) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 0) {
            throw damaged(tensor);
        }
        return length;
    }

    private static BadInput damaged(Tensor tensor) {
        return new BadInput("the strings of tensor '" + tensor.name() + "' are damaged");
    }

    private static byte[] little(byte[] four, int value) {
        ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
        return four;
    }
}
