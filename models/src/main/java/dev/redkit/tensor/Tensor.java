package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One tensor of a model. It holds no numbers, only the way to them; so it is small, and copies of it are cheap. */
public final class Tensor {
    private final String name;
    private final DType dtype;
    private final Shape shape;
    private final long bytes;
    private final TensorData data;

    private Tensor(String name, DType dtype, Shape shape, long bytes, TensorData data) {
        this.name = name;
        this.dtype = dtype;
        this.shape = shape;
        this.bytes = bytes;
        this.data = data;
    }

    /**
     * A tensor of elements of one size.
     *
     * @param data exactly as many bytes as shape and dtype need
     * @throws ArithmeticException when no number of bytes can hold them
     */
    public static Tensor of(String name, DType dtype, Shape shape, TensorData data) {
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("strings have no fixed size");
        }
        return new Tensor(name, dtype, shape, Math.multiplyExact(shape.elements(), (long) dtype.bytes()), data);
    }

    /** A small tensor on the heap. */
    public static Tensor of(String name, DType dtype, Shape shape, byte[] bytes) {
        Tensor tensor = of(name, dtype, shape, () -> new ByteArrayInputStream(bytes));
        if (tensor.bytes != bytes.length) {
            throw new IllegalArgumentException(
                    shape + " of " + dtype + " are " + tensor.bytes + " bytes, not " + bytes.length);
        }
        return tensor;
    }

    /** Strings, each a length of four bytes and its UTF-8. */
    public static Tensor ofStrings(String name, Shape shape, long bytes, TensorData data) {
        return new Tensor(name, DType.STRING, shape, bytes, data);
    }

    /** A few strings on the heap. */
    public static Tensor ofStrings(String name, Shape shape, List<String> values) {
        List<byte[]> encoded =
                values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
        int length = encoded.stream().mapToInt(v -> v.length + Integer.BYTES).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        encoded.forEach(v -> buffer.putInt(v.length).put(v));
        return ofStrings(name, shape, length, () -> new ByteArrayInputStream(buffer.array()));
    }

    public String name() {
        return name;
    }

    public DType dtype() {
        return dtype;
    }

    public Shape shape() {
        return shape;
    }

    /** The bytes that {@link #open} gives. */
    public long bytes() {
        return bytes;
    }

    /** Little-endian, in C order, dense, whatever the file holds. Streamed; the caller closes it. */
    public InputStream open() throws IOException {
        return data.open();
    }

    /** Where the same bytes lie in a file, for those who let the system copy them. */
    public Optional<Region> region() {
        return data.region();
    }

    /** The same tensor under another name. */
    public Tensor named(String other) {
        return new Tensor(other, dtype, shape, bytes, data);
    }

    @Override
    public String toString() {
        return name + " " + dtype + shape;
    }
}
