package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The filters that treat a value as letters. What is not UTF-8 passes: its bytes beyond ASCII count as one letter each
 * and keep as they are.
 */
final class Letters {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private Letters() {}

    static void lower(Slice value) {
        if (isAscii(value) || !Utf8.isValid(value)) {
            byte[] copy = value.copy();
            for (int i = 0; i < copy.length; i++) {
                if (copy[i] >= 'A' && copy[i] <= 'Z') {
                    copy[i] = (byte) (copy[i] + 'a' - 'A');
                }
            }
            value.set(copy);
        } else {
            value.set(value.text().toLowerCase(Locale.ROOT));
        }
    }

    static void upper(Slice value) {
        if (isAscii(value) || !Utf8.isValid(value)) {
            byte[] copy = value.copy();
            for (int i = 0; i < copy.length; i++) {
                if (copy[i] >= 'a' && copy[i] <= 'z') {
                    copy[i] = (byte) (copy[i] - 'a' + 'A');
                }
            }
            value.set(copy);
        } else {
            value.set(value.text().toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isAscii(Slice value) {
        for (int i = 0; i < value.length; i++) {
            if (value.array[value.offset + i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Percent-encodes all but what RFC 3986 calls unreserved. */
    static void urlEncode(Slice value) {
        byte[] encoded = new byte[Math.multiplyExact(3, value.length)];
        int length = 0;
        for (int i = 0; i < value.length; i++) {
            byte octet = value.array[value.offset + i];
            if (isUnreserved(octet)) {
                encoded[length++] = octet;
            } else {
                encoded[length++] = '%';
                encoded[length++] = HEX[(octet >> 4) & 15];
                encoded[length++] = HEX[octet & 15];
            }
        }
        value.set(encoded, 0, length);
    }

    private static boolean isUnreserved(byte c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letter || c == '-' || c == '.' || c == '_' || c == '~';
    }

    /** As a JSON string, with its quotes. */
    static void json(Slice value) {
        Bytes text = new Bytes();
        JsonText.string(value.array, value.offset, value.length, text);
        value.set(text.array(), 0, text.length());
    }

    /** Fills it up on the left. */
    static void pad(Slice value, int width, byte[] fill) {
        int missing = width - Utf8.count(value);
        if (missing <= 0) {
            return;
        }
        byte[] padded = new byte[missing * fill.length + value.length];
        for (int i = 0; i < missing; i++) {
            System.arraycopy(fill, 0, padded, i * fill.length, fill.length);
        }
        System.arraycopy(value.array, value.offset, padded, missing * fill.length, value.length);
        value.set(padded);
    }

    /** Keeps the characters from one index to before another; negative ones count from the end. */
    static void cut(Slice value, int from, int to) {
        int count = Utf8.count(value);
        int first = index(from, count);
        int end = Math.max(first, index(to, count));
        int start = Utf8.offset(value, first);
        int stop = Utf8.offset(value, end);
        value.set(value.array, value.offset + start, stop - start);
    }

    private static int index(int index, int count) {
        return index < 0 ? Math.max(0, count + index) : Math.min(index, count);
    }

    static void replace(Slice value, byte[] what, byte[] with) {
        int at = find(value, 0, what);
        if (at < 0) {
            return;
        }
        Bytes replaced = new Bytes();
        int copied = 0;
        while (at >= 0) {
            replaced.add(value.array, value.offset + copied, at - copied);
            replaced.add(with);
            copied = at + what.length;
            at = find(value, copied, what);
        }
        replaced.add(value.array, value.offset + copied, value.length - copied);
        value.set(replaced.array(), 0, replaced.length());
    }

    /** Where the bytes stand in a value, from an index of it on, or -1. */
    static int find(Slice value, int from, byte[] what) {
        int last = value.length - what.length;
        for (int i = from; i <= last; i++) {
            int start = value.offset + i;
            if (Arrays.equals(value.array, start, start + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
