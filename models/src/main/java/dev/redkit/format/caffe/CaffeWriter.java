package dev.redkit.format.caffe;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.protobuf.MessageWriter;
import dev.redkit.format.text.Json;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what Caffe copies weights from: layers of a name, a type where it is known, and blobs. */
final class CaffeWriter {
    /** Protobuf's limit, which Caffe's reader holds. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final Map<String, SortedMap<Integer, Tensor>> layers = new LinkedHashMap<>();
    private final MessageWriter name = new MessageWriter();
    private final Map<?, ?> types;

    /** A blob without its numbers: what stands before and after them. */
    private record Frame(byte[] head, byte[] tail, long size) {
        static Frame of(Tensor tensor) {
            MessageWriter packed = new MessageWriter();
            for (long dimension : tensor.shape().dimensions()) {
                packed.varint(dimension);
            }
            MessageWriter shape = new MessageWriter();
            if (packed.size() > 0) {
                shape.bytes(1, packed.toBytes());
            }
            byte[] head = new MessageWriter()
                    .head(tensor.dtype() == DType.F64 ? 8 : 5, tensor.bytes())
                    .toBytes();
            byte[] tail = new MessageWriter().message(7, shape).toBytes();
            return new Frame(head, tail, head.length + tensor.bytes() + tail.length);
        }
    }

    CaffeWriter(ModelContent content) {
        String net = content.metadata().get("name");
        if (net != null) {
            name.text(1, net);
        }
        String known = content.metadata().get(CaffeNet.TYPES);
        types = known == null ? Map.of() : Json.object(CaffeNet.TYPES, known.getBytes(StandardCharsets.UTF_8));
        content.tensors().forEach(this::add);
        layers.forEach((layer, blobs) -> {
            if (blobs.lastKey() != blobs.size() - 1) {
                throw new UsageError(
                        "the layer '" + layer + "' has the blob " + blobs.lastKey() + ", but not all before it",
                        "leave it out with --tensor, or write .h5");
            }
        });
    }

    private static void requireFloats(Tensor tensor) {
        if (tensor.dtype() != DType.F32 && tensor.dtype() != DType.F64) {
            throw new UsageError(
                    "Caffe knows floats and doubles, but not the " + tensor.dtype() + " of " + tensor.name(),
                    "leave it out with --tensor, or write .npz");
        }
    }

    /** A blob alone. */
    static void blob(Tensor tensor, OutputStream out) throws IOException {
        requireFloats(tensor);
        write(tensor, Frame.of(tensor), out);
    }

    private static void write(Tensor tensor, Frame frame, OutputStream out) throws IOException {
        out.write(frame.head());
        try (InputStream in = tensor.open()) {
            in.transferTo(out);
        }
        out.write(frame.tail());
    }

    /** {@code LAYER/INDEX}, or weight and bias as PyTorch and Keras call them. */
    private void add(Tensor tensor) {
        requireFloats(tensor);
        int end = Math.max(tensor.name().lastIndexOf('/'), tensor.name().lastIndexOf('.'));
        String last = tensor.name().substring(end + 1);
        int index = last.matches("\\d{1,4}")
                ? Integer.parseInt(last)
                : last.equals("weight") ? 0 : last.equals("bias") ? 1 : -1;
        if (end <= 0 || index < 0) {
            throw new UsageError(
                    "Caffe numbers what a layer has, and '" + tensor.name() + "' does not say its number",
                    "names like conv1/0, conv1.weight and conv1.bias do");
        }
        if (layers.computeIfAbsent(tensor.name().substring(0, end), layer -> new TreeMap<>())
                        .put(index, tensor)
                != null) {
            throw new UsageError("two tensors would be blob " + index + " of the layer of '" + tensor.name() + "'");
        }
    }

    void write(OutputStream out) throws IOException {
        Map<Tensor, Frame> frames = new LinkedHashMap<>();
        long total = name.size();
        for (SortedMap<Integer, Tensor> blobs : layers.values()) {
            for (Tensor tensor : blobs.values()) {
                Frame frame = Frame.of(tensor);
                frames.put(tensor, frame);
                total = Math.addExact(total, frame.size());
            }
        }
        if (total > LARGEST) {
            throw new UsageError(
                    "the network has " + total + " bytes, and a .caffemodel has at most " + LARGEST,
                    "write .caffemodel.h5, which Caffe reads too");
        }
        out.write(name.toBytes());
        for (Map.Entry<String, SortedMap<Integer, Tensor>> layer : layers.entrySet()) {
            layer(layer.getKey(), layer.getValue(), frames, out);
        }
    }

    private void layer(String layer, SortedMap<Integer, Tensor> blobs, Map<Tensor, Frame> frames, OutputStream out)
            throws IOException {
        MessageWriter head = new MessageWriter().text(1, layer);
        if (types.get(layer) instanceof String type) {
            head.text(2, type);
        }
        long size = head.size();
        for (Tensor tensor : blobs.values()) {
            long blob = frames.get(tensor).size();
            size += new MessageWriter().head(7, blob).size() + blob;
        }
        out.write(new MessageWriter().head(100, size).toBytes());
        out.write(head.toBytes());
        for (Tensor tensor : blobs.values()) {
            Frame frame = frames.get(tensor);
            out.write(new MessageWriter().head(7, frame.size()).toBytes());
            write(tensor, frame, out);
        }
    }
}
