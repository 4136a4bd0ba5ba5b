package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer that grows and is used again for each record. What was handed out as a slice stays whole when it grows: the
 * older array is left as it was.
 */
final class Bytes {
    private static final int SMALL = 256;
    private static final int LARGE = 4 << 20;

    private byte[] array = new byte[SMALL];
    private int length;

    /** Empties it; a rare large value does not keep its room for ever. */
    void clear() {
        length = 0;
        if (array.length > LARGE) {
            array = new byte[SMALL];
        }
    }

    /** Forgets what was added since the length was so. */
    void cut(int itsLength) {
        length = itsLength;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void add(int octet) {
        if (length == array.length) {
            grow(1);
        }
        array[length++] = (byte) octet;
    }

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int offset, int count) {
        if (count > array.length - length) {
            grow(count);
        }
        System.arraycopy(bytes, offset, array, length, count);
        length += count;
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number of at least 0, in decimal. */
    void addNumber(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        if (digits > array.length - length) {
            grow(digits);
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > Integer.MAX_VALUE - 64) {
            throw new OutOfMemoryError("a value of more than 2 GB");
        }
        // Doubling a large one would take the memory that the value itself needs.
        long room = array.length < LARGE ? 2L * array.length : array.length + array.length / 8L;
        array = Arrays.copyOf(array, (int) Math.min(Math.max(needed, room), Integer.MAX_VALUE - 64));
    }
}
