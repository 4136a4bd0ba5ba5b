package dev.redkit.mapping;

/** Letters in bytes that should be UTF-8, but need not. */
public final class Utf8 {
    private Utf8() {}

    static boolean isValid(Slice value) {
        return isValid(value.array, value.offset, value.length);
    }

    /** Whether bytes are well-formed UTF-8. */
    public static boolean isValid(byte[] array, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (array[at] >= 0) {
                at++;
                continue;
            }
            int octets = sequence(array, at, end);
            if (octets == 0) {
                return false;
            }
            at += octets;
        }
        return true;
    }

    /** How many letters; a byte that belongs to none counts as one. */
    static int count(Slice value) {
        int end = value.offset + value.length;
        int count = 0;
        for (int at = value.offset; at < end; at += step(value.array, at, end)) {
            count++;
        }
        return count;
    }

    /** The offset, within the value, of a letter. */
    static int offset(Slice value, int letter) {
        int end = value.offset + value.length;
        int at = value.offset;
        for (int left = letter; left > 0 && at < end; left--) {
            at += step(value.array, at, end);
        }
        return at - value.offset;
    }

    private static int step(byte[] array, int at, int end) {
        return Math.max(1, array[at] >= 0 ? 1 : sequence(array, at, end));
    }

    /** The length of the well-formed sequence of several bytes that starts here, or 0. */
    private static int sequence(byte[] array, int at, int end) {
        int first = array[at] & 0xff;
        int octets = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + octets > end) {
            return 0;
        }
        int second = array[at + 1] & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < octets; i++) {
            if ((array[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return octets;
    }
}
