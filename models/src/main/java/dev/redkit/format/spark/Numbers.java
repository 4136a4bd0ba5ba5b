package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.region.SpoolWriter;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Mapped;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers of one dtype as they come from a file, little-endian, in an array that grows with what is really there; many go
 * into a temporary file. First all are added, then they are read.
 */
final class Numbers implements Closeable {
    /** In one value of a row: half a gigabyte of doubles. */
    static final int MOST = 1 << 26;

    private static final int IN_MEMORY = 4 << 20;

    private final DType dtype;
    private byte[] bytes = new byte[64];
    private ByteBuffer buffer = wrap(bytes);
    private int used;
    private int count;
    private Optional<SpoolWriter> spool = Optional.empty();
    private Optional<Mapped> spooled = Optional.empty();

    Numbers(DType dtype) {
        this.dtype = dtype;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    DType dtype() {
        return dtype;
    }

    int count() {
        return count;
    }

    private int next() {
        if (count == MOST) {
            throw new BadInput("there are more than " + MOST + " numbers in one value");
        }
        count++;
        if (used + dtype.bytes() > bytes.length) {
            makeRoom();
        }
        int at = used;
        used += dtype.bytes();
        return at;
    }

    private void makeRoom() {
        if (bytes.length < IN_MEMORY) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            buffer = wrap(bytes);
        } else {
            spool = Optional.of(spool.orElseGet(() -> new SpoolWriter("numbers")));
            spill();
        }
    }

    private void spill() {
        spool.ifPresent(file -> file.put(bytes, used));
        used = 0;
    }

    void add(boolean value) {
        int at = next();
        bytes[at] = (byte) (value ? 1 : 0);
    }

    void add(int value) {
        int at = next();
        buffer.putInt(at, value);
    }

    void add(long value) {
        int at = next();
        buffer.putLong(at, value);
    }

    void add(float value) {
        int at = next();
        buffer.putFloat(at, value);
    }

    void add(double value) {
        int at = next();
        buffer.putDouble(at, value);
    }

    /** Whether they are in a file. */
    boolean isLarge() {
        return spool.isPresent();
    }

    int integer(int index) {
        return isLarge() ? mapped(index).getInt(offset(index)) : buffer.getInt(index * Integer.BYTES);
    }

    double real(int index) {
        return isLarge() ? mapped(index).getDouble(offset(index)) : buffer.getDouble(index * Double.BYTES);
    }

    private ByteBuffer mapped(int index) {
        Mapped file = spooled.orElseGet(() -> {
            try {
                return new Mapped(region());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        spooled = Optional.of(file);
        return file.segment((long) index * dtype.bytes());
    }

    private int offset(int index) {
        return Mapped.offset((long) index * dtype.bytes());
    }

    private Region region() {
        spill();
        return spool.orElseThrow().region();
    }

    /** The same numbers in another order. */
    Numbers ordered(int[] order) {
        Numbers other = new Numbers(dtype);
        other.bytes = new byte[Math.max(64, count * dtype.bytes())];
        other.buffer = wrap(other.bytes);
        int width = dtype.bytes();
        for (int from : order) {
            System.arraycopy(bytes, from * width, other.bytes, other.next(), width);
        }
        return other;
    }

    byte[] bytes() {
        return isLarge() ? region().bytes(0, count * dtype.bytes(), "numbers") : Arrays.copyOf(bytes, used);
    }

    TensorData data() {
        if (isLarge()) {
            return TensorData.of(region());
        }
        byte[] all = bytes();
        return () -> new ByteArrayInputStream(all);
    }

    Tensor tensor(String name, long... shape) {
        return Tensor.of(name, dtype, Shape.of(shape), data());
    }

    @Override
    public void close() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
