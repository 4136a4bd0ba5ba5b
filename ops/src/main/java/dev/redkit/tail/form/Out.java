package dev.redkit.tail.form;

import dev.redkit.tail.Slice;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out, in one array that grows; also a stream, for writers that want one. */
public final class Out extends OutputStream {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final int usual;
    private byte[] bytes;
    private int length;

    public Out(int usual) {
        this.usual = usual;
        this.bytes = new byte[usual];
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets the content, and an array that has grown far beyond what is usual. */
    public void clear() {
        length = 0;
        if (bytes.length > 4L * usual) {
            bytes = new byte[usual];
        }
    }

    @Override
    public void write(int one) {
        put((byte) one);
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        put(from, offset, count);
    }

    public Out put(byte one) {
        reserve(1);
        bytes[length++] = one;
        return this;
    }

    public Out put(char ascii) {
        return put((byte) ascii);
    }

    public Out put(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    public Out put(Slice slice) {
        return put(slice.bytes(), slice.offset(), slice.length());
    }

    public Out put(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return put(encoded, 0, encoded.length);
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            long wanted = Math.max((long) length + count, Math.min(2L * bytes.length, LARGEST));
            if (wanted > LARGEST) {
                throw new OutOfMemoryError("output of more than 2 GiB at once");
            }
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
    }
}
