package dev.redkit.format.spark;

import dev.redkit.region.Region;
import dev.redkit.region.SpoolWriter;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One column of many rows, which becomes a tensor: a little in memory, the rest in a temporary file. */
final class Column implements Closeable {
    private static final int IN_MEMORY = 256 << 10;

    private final String name;
    private final DType dtype;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private Optional<SpoolWriter> spool = Optional.empty();

    Column(String name, DType dtype) {
        this.name = name;
        this.dtype = dtype;
    }

    void add(byte[] bytes) {
        add(bytes, bytes.length);
    }

    void add(int value) {
        number.putInt(0, value);
        add(number.array(), Integer.BYTES);
    }

    void add(long value) {
        number.putLong(0, value);
        add(number.array(), Long.BYTES);
    }

    void add(double value) {
        add(Double.doubleToRawLongBits(value));
    }

    void add(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        add(text.length);
        add(text);
    }

    private void add(byte[] bytes, int length) {
        waiting.write(bytes, 0, length);
        if (waiting.size() > IN_MEMORY) {
            spill();
        }
    }

    private void spill() {
        SpoolWriter file = spool.orElseGet(() -> new SpoolWriter(name));
        spool = Optional.of(file);
        file.put(waiting.toByteArray(), waiting.size());
        waiting.reset();
    }

    /** All that was added; the column stays open as long as the tensor is used. */
    Tensor tensor(long... shape) {
        TensorData data = data();
        return dtype == DType.STRING
                ? Tensor.ofStrings(
                        name, Shape.of(shape), data.region().map(Region::length).orElse((long) waiting.size()), data)
                : Tensor.of(name, dtype, Shape.of(shape), data);
    }

    /** Rows of equal length in another order. */
    Tensor ordered(int[] order, long... shape) {
        long row = dtype.bytes();
        for (int i = 1; i < shape.length; i++) {
            row *= shape[i];
        }
        long bytes = row;
        return ordered(new Reordered.Order(order, number -> number * bytes), shape);
    }

    /** All that was added, in another order. */
    Tensor ordered(Reordered.Order order, long... shape) {
        return Tensor.of(name, dtype, Shape.of(shape), new Reordered(data(), order));
    }

    private TensorData data() {
        if (spool.isEmpty()) {
            byte[] all = waiting.toByteArray();
            return () -> new ByteArrayInputStream(all);
        }
        spill();
        return TensorData.of(spool.get().region());
    }

    @Override
    public void close() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
