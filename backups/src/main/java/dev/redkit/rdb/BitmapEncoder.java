package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.Arrays;

/** Encodes bitmaps: the string that {@code SETBIT} of the same bits leaves on a server. */
public final class BitmapEncoder extends ValueEncoder {
    /** The greatest offset that servers take. */
    public static final long MOST = (1L << 32) - 1;

    private static final int KEPT = 1 << 20;

    private byte[] bytes = new byte[64];
    private int size;

    BitmapEncoder() {}

    @Override
    void clear() {
        if (bytes.length > KEPT) {
            bytes = new byte[64];
        } else {
            Arrays.fill(bytes, 0, size, (byte) 0);
        }
        size = 0;
    }

    /** How many bytes a bitmap needs to have this bit. */
    public static long bytesFor(long offset) {
        return offset / 8 + 1;
    }

    /** Sets or clears a bit; the bitmap grows up to it. Memory for {@link #bytesFor} must be there. */
    public void bit(long offset, boolean set) {
        if (offset < 0 || offset > MOST) {
            throw new IllegalArgumentException("there is no bit " + offset);
        }
        int at = (int) (offset >>> 3);
        if (at >= bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(at + 1, 2 * bytes.length));
        }
        size = Math.max(size, at + 1);
        int mask = 0x80 >>> (offset & 7);
        bytes[at] = (byte) (set ? bytes[at] | mask : bytes[at] & ~mask);
    }

    @Override
    void write(Encoded out) {
        out.octet(StringEncoder.TYPE_STRING);
        out.string(bytes, 0, size);
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        walker.text(Arrays.copyOf(bytes, size));
    }
}
