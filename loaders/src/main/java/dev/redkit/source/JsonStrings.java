package dev.redkit.source;

import java.util.Arrays;

/** The texts of one record that are written with escapes, as UTF-8, one behind the other in an array that is used again. */
final class JsonStrings {
    private static final int REPLACEMENT = 0xfffd;

    /** What it grows by at most, beyond what is needed now. */
    private static final int STEP = 1 << 20;

    private byte[] array = new byte[256];
    private int end;

    /** Forgets the texts of the record before. */
    void clear() {
        end = 0;
    }

    /** Where the next text begins in {@link #array}. */
    int begin() {
        return end;
    }

    int end() {
        return end;
    }

    /** Where the last text lies; those before it may lie in an older one. */
    byte[] array() {
        return array;
    }

    /** Adds the text from there to its closing quote. What is wrong with its escapes, a parser has said or will say. */
    void unescape(byte[] bytes, int from, int limit) {
        int at = from;
        room(JsonText.endOfText(bytes, from, limit) - from);
        while (true) {
            int stop = JsonText.quoteOrBackslash(bytes, at, limit);
            room(stop - at);
            System.arraycopy(bytes, at, array, end, stop - at);
            end += stop - at;
            if (stop + 1 >= limit || bytes[stop] == '"') {
                return;
            }
            at = bytes[stop + 1] == 'u' ? unicode(bytes, stop, limit) : simple(bytes[stop + 1], stop);
        }
    }

    private int simple(byte escaped, int backslash) {
        room(1);
        array[end++] = switch (escaped) {
            case 'n' -> (byte) '\n';
            case 't' -> (byte) '\t';
            case 'r' -> (byte) '\r';
            case 'b' -> (byte) '\b';
            case 'f' -> (byte) '\f';
            default -> escaped;
        };
        return backslash + 2;
    }

    /** One or two {@code \\u1234}; half of a pair becomes the replacement character. */
    private int unicode(byte[] bytes, int backslash, int limit) {
        int next = backslash + 6;
        int first = hex(bytes, backslash, limit);
        if (Character.isHighSurrogate((char) first)) {
            int second = hex(bytes, next, limit);
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                add(Character.toCodePoint((char) first, (char) second));
                return next + 6;
            }
        }
        add(first < 0 || Character.isSurrogate((char) first) ? REPLACEMENT : first);
        return Math.min(next, limit);
    }

    /** The four digits of the escape there, or -1. */
    private static int hex(byte[] bytes, int backslash, int limit) {
        if (backslash + 6 > limit || bytes[backslash] != '\\' || bytes[backslash + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = backslash + 2; i < backslash + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    private void add(int codePoint) {
        room(4);
        if (codePoint < 0x80) {
            array[end++] = (byte) codePoint;
            return;
        }
        int tails = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        int lead = tails == 1 ? 0xc0 : tails == 2 ? 0xe0 : 0xf0;
        array[end++] = (byte) (lead | codePoint >>> (6 * tails));
        for (int shift = 6 * (tails - 1); shift >= 0; shift -= 6) {
            array[end++] = (byte) (0x80 | (codePoint >>> shift & 0x3f));
        }
    }

    /** Texts before keep the old array. */
    private void room(int more) {
        if (end + more > array.length) {
            array = Arrays.copyOf(array, end + Math.max(more, Math.min(end, STEP)));
        }
    }
}
