package dev.redkit.rdb;

import java.nio.charset.StandardCharsets;

/**
 * Text that is a 64-bit integer in the one way in which a server would print it. Only such text may be stored as a
 * number, because it comes back as the same bytes: no sign but a minus, no leading zero, no {@code -0}.
 */
final class IntegerText {
    /** The most bytes that such text can have. */
    static final int MAX_LENGTH = 20;

    private static final byte[] MIN = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGIT_PAIRS = digitPairs();

    private IntegerText() {}

    static boolean is(byte[] array, int offset, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int first = array[offset];
        if (first > '9' || (first < '0' && first != '-')) {
            return false;
        }
        int at = first == '-' ? offset + 1 : offset;
        int end = offset + length;
        int digits = end - at;
        if (digits == 0 || digits > 19 || (array[at] == '0' && length > 1)) {
            return false;
        }
        for (int i = at; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
        }
        return digits < 19 || inRange(array, at, first == '-');
    }

    /** Whether 19 digits fit into 63 bits. */
    private static boolean inRange(byte[] array, int at, boolean negative) {
        for (int i = 0; i < 19; i++) {
            int difference = array[at + i] - MIN[1 + i];
            if (difference != 0) {
                return difference < 0;
            }
        }
        return negative;
    }

    /** The value of text of which {@link #is} is true. */
    static long value(byte[] array, int offset, int length) {
        boolean negative = array[offset] == '-';
        long value = 0;
        for (int i = negative ? offset + 1 : offset; i < offset + length; i++) {
            value = value * 10 - (array[i] - '0');
        }
        return negative ? value : -value;
    }

    /** Writes a number as text and says how many bytes it took; there must be room for {@link #MAX_LENGTH}. */
    static int write(long value, byte[] out, int offset) {
        if (value == Long.MIN_VALUE) {
            System.arraycopy(MIN, 0, out, offset, MIN.length);
            return MIN.length;
        }
        long rest = Math.abs(value);
        int length = digits(rest) + (value < 0 ? 1 : 0);
        int at = offset + length;
        while (rest >= 10) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            out[--at] = DIGIT_PAIRS[pair + 1];
            out[--at] = DIGIT_PAIRS[pair];
        }
        if (at > offset + (value < 0 ? 1 : 0)) {
            out[--at] = (byte) ('0' + rest);
        }
        if (value < 0) {
            out[offset] = '-';
        }
        return length;
    }

    /** How many bytes {@link #write} takes. */
    static int length(long value) {
        return value == Long.MIN_VALUE ? MIN.length : digits(Math.abs(value)) + (value < 0 ? 1 : 0);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    private static byte[] digitPairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
