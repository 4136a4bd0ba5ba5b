package dev.redkit.tail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A region of bytes in somebody else's array, good until its owner reads on. May be absent, which is not empty. */
public final class Slice {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int offset;
    private int length = -1;

    public void set(byte[] array, int from, int count) {
        bytes = array;
        offset = from;
        length = count;
    }

    public void set(byte[] array) {
        set(array, 0, array.length);
    }

    public void set(Slice other) {
        bytes = other.bytes;
        offset = other.offset;
        length = other.length;
    }

    public void clear() {
        bytes = NOTHING;
        offset = 0;
        length = -1;
    }

    public boolean present() {
        return length >= 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    /** The number of bytes; 0 when absent. */
    public int length() {
        return Math.max(length, 0);
    }

    /** The bytes, in an array of their own. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, offset, offset + length());
    }

    /** As UTF-8; what is none shows as U+FFFD. */
    public String text() {
        return new String(bytes, offset, length(), StandardCharsets.UTF_8);
    }

    public boolean startsWith(byte[] prefix) {
        return length() >= prefix.length
                && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    public boolean same(byte[] other) {
        return Arrays.equals(bytes, offset, offset + length(), other, 0, other.length);
    }

    @Override
    public String toString() {
        return present() ? text() : "(none)";
    }
}
