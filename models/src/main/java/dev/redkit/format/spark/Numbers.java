package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers of one dtype as they come from a file, little-endian, in an array that grows with what is really there. */
final class Numbers {
    /** In one value of a row: half a gigabyte of doubles. */
    static final int MOST = 1 << 26;

    private final DType dtype;
    private byte[] bytes = new byte[64];
    private ByteBuffer buffer = wrap(bytes);
    private int count;

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
        int at = count++ * dtype.bytes();
        if (at + dtype.bytes() > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            buffer = wrap(bytes);
        }
        return at;
    }

    void add(boolean value) {
        bytes[next()] = (byte) (value ? 1 : 0);
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

    int integer(int index) {
        return buffer.getInt(index * Integer.BYTES);
    }

    double real(int index) {
        return buffer.getDouble(index * Double.BYTES);
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
        return Arrays.copyOf(bytes, count * dtype.bytes());
    }

    Tensor tensor(String name, long... shape) {
        return Tensor.of(name, dtype, Shape.of(shape), bytes());
    }
}
