package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value on its way: some bytes of an array, or null. Filled anew for each value. */
final class Slice {
    byte[] array;
    int offset;
    int length;

    void set(byte[] itsArray, int itsOffset, int itsLength) {
        array = itsArray;
        offset = itsOffset;
        length = itsLength;
    }

    void set(byte[] bytes) {
        set(bytes, 0, bytes.length);
    }

    void set(String text) {
        set(text.getBytes(StandardCharsets.UTF_8));
    }

    void setNull() {
        array = null;
        length = 0;
    }

    boolean isNull() {
        return array == null;
    }

    boolean isEmpty() {
        return length == 0;
    }

    byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** As text for a message or a filter; what is not UTF-8 shows as replacement characters. */
    String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** Drops white space at both ends. */
    void trim() {
        while (length > 0 && isSpace(array[offset])) {
            offset++;
            length--;
        }
        while (length > 0 && isSpace(array[offset + length - 1])) {
            length--;
        }
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }
}
