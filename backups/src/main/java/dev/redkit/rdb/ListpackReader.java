package dev.redkit.rdb;

/**
 * Listpacks.
 *
 * <pre>
 *   listpack = u32 size  u16 count  entry*  0xFF
 *   entry    = code data backlen
 *   code     = 0nnnnnnn                        0..127
 *            | 10llllll bytes                  text
 *            | 110nnnnn nnnnnnnn               13 bits, signed
 *            | 1110llll llllllll bytes         text
 *            | 0xF0 u32 bytes                  text
 *            | 0xF1 i16 | 0xF2 i24 | 0xF3 i32 | 0xF4 i64
 *   backlen  = the length of code and data, seven bits a byte, readable from behind
 * </pre>
 */
final class ListpackReader extends Packed {
    private static final int HEADER = 6;
    /** The bytes of one without entries. */
    static final int EMPTY = HEADER + 1;

    @Override
    String name() {
        return "a listpack";
    }

    @Override
    void header(int length) {
        frame(length, HEADER);
    }

    /** How many entries the header says, or {@link #COUNT_UNKNOWN}. */
    int said() {
        return u16(begin + 4);
    }

    @Override
    boolean next() {
        int from = at;
        if (from >= end) {
            throw bad("has no end mark behind its last entry");
        }
        int code = u8(from);
        int size;
        if (code < 0x80) {
            number(code);
            size = 1;
        } else if (code < 0xC0) {
            size = 1 + (code & 0x3f);
            text(from + 1, size - 1);
        } else if (code == 0xff) {
            return last(from);
        } else {
            size = wide(from, code);
        }
        fits(from, size + 1L);
        int behind = from + size;
        if (size < 128) {
            if (bytes[behind] != size) {
                throw bad("has an entry of " + size + " bytes that says another length from behind");
            }
            at = behind + 1;
        } else {
            at = behind + backLength(behind, size);
        }
        entryAt = from;
        entryLength = size;
        count++;
        return true;
    }

    private boolean last(int from) {
        if (from != end - 1) {
            throw bad("has an end mark before its end");
        }
        checkCount(said());
        return false;
    }

    private int wide(int from, int code) {
        if (code < 0xE0) {
            fits(from, 2);
            int bits = ((code & 0x1f) << 8) | u8(from + 1);
            number((bits << 19) >> 19);
            return 2;
        }
        if (code < 0xF0) {
            fits(from, 2);
            int length = ((code & 0x0f) << 8) | u8(from + 1);
            text(from + 2, length);
            return 2 + length;
        }
        return switch (code) {
            case 0xF0 -> longText(from);
            case 0xF1 -> integer(from, 2);
            case 0xF2 -> integer(from, 3);
            case 0xF3 -> integer(from, 4);
            case 0xF4 -> integer(from, 8);
            default -> throw bad("has an entry that begins with byte " + code);
        };
    }

    private int longText(int from) {
        fits(from, 5);
        long length = u32(from + 1);
        fits(from, 5 + length);
        text(from + 5, (int) length);
        return 5 + (int) length;
    }

    private int integer(int from, int width) {
        fits(from, 1L + width);
        number(
                switch (width) {
                    case 2 -> (short) u16(from + 1);
                    case 3 -> i24(from + 1);
                    case 4 -> i32(from + 1);
                    default -> (long) LONG.get(bytes, from + 1);
                });
        return 1 + width;
    }

    /**
     * Checks the length from behind and says how many bytes it takes: as many as there are groups of seven bits, but some
     * servers spend one more, which is zero, on the largest number of each size.
     */
    private int backLength(int behind, int size) {
        int length = size <= 0x3fff ? 2 : size <= 0x1fffff ? 3 : size <= 0xfffffff ? 4 : 5;
        fits(behind, length);
        if (bytes[behind] == 0 && (size == 0x3fff || size == 0x1fffff || size == 0xfffffff)) {
            length++;
            fits(behind, length);
        }
        for (int i = length - 1, left = size; i >= 0; i--, left >>>= 7) {
            int more = i == 0 ? 0 : 0x80;
            if (u8(behind + i) != ((left & 0x7f) | more)) {
                throw bad("has an entry of " + size + " bytes that says another length from behind");
            }
        }
        return length;
    }
}
