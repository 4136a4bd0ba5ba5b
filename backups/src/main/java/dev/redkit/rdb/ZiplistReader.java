package dev.redkit.rdb;

/**
 * Ziplists, the listpacks of servers before 7.0.
 *
 * <pre>
 *   ziplist = u32 size  u32 tail  u16 count  entry*  0xFF       tail: where the last entry begins
 *   entry   = prevlen code data
 *   prevlen = u8 | 0xFE u32                                     the length of the whole entry before
 *   code    = 00llllll bytes | 01llllll llllllll bytes | 0x80 u32(big-endian) bytes
 *           | 0xC0 i16 | 0xD0 i32 | 0xE0 i64 | 0xF0 i24 | 0xFE i8
 *           | 0xF1..0xFD                                        0..12
 * </pre>
 */
final class ZiplistReader extends Packed {
    private static final int HEADER = 10;

    private int lastAt;
    private int lastLength;

    @Override
    String name() {
        return "a ziplist";
    }

    @Override
    void header(int length) {
        frame(length, HEADER);
        lastAt = at;
        lastLength = 0;
    }

    @Override
    boolean next() {
        int from = at;
        if (from >= end) {
            throw bad("has no end mark behind its last entry");
        }
        int first = u8(from);
        if (first == 0xff) {
            return last(from);
        }
        long previous = first;
        int codeAt = from + 1;
        if (first == 0xfe) {
            fits(from, 5);
            previous = u32(from + 1);
            codeAt = from + 5;
        }
        if (previous != lastLength) {
            throw bad("has an entry that says a wrong length of the one before");
        }
        fits(codeAt, 1);
        entryAt = codeAt;
        entryLength = code(codeAt, u8(codeAt));
        at = codeAt + entryLength;
        lastAt = from;
        lastLength = at - from;
        count++;
        return true;
    }

    private boolean last(int from) {
        if (from != end - 1) {
            throw bad("has an end mark before its end");
        }
        if (u32(begin + 4) != lastAt - begin) {
            throw bad("has a wrong link to its last entry");
        }
        checkCount(u16(begin + 8));
        return false;
    }

    /** Reads an entry and says how long its code and data are. */
    private int code(int from, int code) {
        return switch (code >>> 6) {
            case 0 -> text(from, 1, code);
            case 1 -> {
                fits(from, 2);
                yield text(from, 2, ((code & 0x3f) << 8) | u8(from + 1));
            }
            case 2 -> {
                fits(from, 5);
                yield text(from, 5, Integer.toUnsignedLong(Integer.reverseBytes(i32(from + 1))));
            }
            default -> integer(from, code);
        };
    }

    private int text(int from, int head, long length) {
        fits(from, head + length);
        text(from + head, (int) length);
        return head + (int) length;
    }

    private int integer(int from, int code) {
        if (code > 0xF0 && code < 0xFE) {
            number((code & 0x0f) - 1);
            return 1;
        }
        int width = switch (code) {
            case 0xC0 -> 2;
            case 0xD0 -> 4;
            case 0xE0 -> 8;
            case 0xF0 -> 3;
            case 0xFE -> 1;
            default -> throw bad("has an entry with the code " + code);
        };
        fits(from, 1L + width);
        number(
                switch (width) {
                    case 1 -> bytes[from + 1];
                    case 2 -> (short) u16(from + 1);
                    case 3 -> i24(from + 1);
                    case 4 -> i32(from + 1);
                    default -> (long) LONG.get(bytes, from + 1);
                });
        return 1 + width;
    }
}
