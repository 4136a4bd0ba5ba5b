package dev.redkit.format.text;

import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers of a text, as they come: whole ones until the first that is not. They are kept in chunks of eight bytes each. */
final class Numbers {
    /** Text is no way to keep more; and they are held in memory. */
    static final long MOST = 16 << 20;

    private static final int CHUNK = 128 << 10;

    private final List<byte[]> chunks = new ArrayList<>();
    private ByteBuffer last = ByteBuffer.allocate(0);
    private DType dtype;
    private long count;

    long count() {
        return count;
    }

    void add(long value) {
        if (dtype == DType.F64) {
            add((double) value);
            return;
        }
        require(DType.I64);
        room().putLong(value);
    }

    void add(double value) {
        if (dtype == DType.I64) {
            widen();
        }
        require(DType.F64);
        room().putDouble(value);
    }

    void add(boolean value) {
        require(DType.BOOL);
        room().put((byte) (value ? 1 : 0));
    }

    private void require(DType wanted) {
        if (dtype != null && dtype != wanted) {
            throw new IllegalArgumentException("a list has both numbers and truth values");
        }
        dtype = wanted;
    }

    private ByteBuffer room() {
        if (++count > MOST) {
            throw new IllegalArgumentException(
                    "a text of more than " + MOST + " numbers is not read; save them as .npy or .safetensors");
        }
        if (last.remaining() < Long.BYTES) {
            // Most lists are short.
            chunks.add(new byte[chunks.isEmpty() ? 64 : CHUNK]);
            last = view(chunks.get(chunks.size() - 1));
        }
        return last;
    }

    private static ByteBuffer view(byte[] chunk) {
        return ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void widen() {
        for (byte[] chunk : chunks) {
            ByteBuffer buffer = view(chunk);
            for (int at = 0; at < chunk.length; at += Long.BYTES) {
                buffer.putDouble(at, (double) buffer.getLong(at));
            }
        }
        dtype = DType.F64;
    }

    Tensor tensor(String name, Shape shape) {
        DType known = dtype == null ? DType.F64 : dtype;
        if (shape.elements() != count) {
            throw new IllegalArgumentException("the rows of " + name + " differ in length");
        }
        return Tensor.of(name, known, shape, this::open);
    }

    private InputStream open() {
        List<InputStream> streams = new ArrayList<>();
        for (byte[] chunk : chunks) {
            boolean full = streams.size() < chunks.size() - 1;
            streams.add(new ByteArrayInputStream(chunk, 0, full ? used(chunk) : last.position()));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** Truth values fill a chunk but for the room of one number. */
    private int used(byte[] chunk) {
        return dtype == DType.BOOL ? chunk.length - Long.BYTES + 1 : chunk.length;
    }
}
