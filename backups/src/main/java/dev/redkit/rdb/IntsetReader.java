package dev.redkit.rdb;

/** Intsets: {@code u32 width (2, 4 or 8)  u32 count  count * signed integer}, rising. */
final class IntsetReader extends Packed {
    private static final int HEADER = 8;

    private int width;

    @Override
    String name() {
        return "an intset";
    }

    @Override
    void header(int length) {
        if (length < HEADER) {
            throw bad("of " + length + " bytes is too short");
        }
        width = i32(begin);
        if (width != 2 && width != 4 && width != 8) {
            throw bad("has integers of " + Integer.toUnsignedString(width) + " bytes");
        }
        if (u32(begin + 4) * width != length - HEADER) {
            throw bad("of " + length + " bytes cannot hold " + u32(begin + 4) + " integers of " + width);
        }
        at = begin + HEADER;
    }

    @Override
    boolean next() {
        if (at == end) {
            return false;
        }
        long value = switch (width) {
            case 2 -> (short) u16(at);
            case 4 -> i32(at);
            default -> (long) LONG.get(bytes, at);
        };
        if (count > 0 && value <= number) {
            throw bad("is not in order");
        }
        number(value);
        entryAt = at;
        entryLength = width;
        at += width;
        count++;
        return true;
    }
}
