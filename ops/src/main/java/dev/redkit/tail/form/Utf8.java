package dev.redkit.tail.form;

import dev.redkit.tail.Slice;

/** Whether bytes are UTF-8, without making text of them. */
final class Utf8 {
    private Utf8() {}

    static boolean valid(Slice slice) {
        int end = slice.offset() + slice.length();
        for (int at = slice.offset(); at < end; ) {
            if (slice.bytes()[at] >= 0) {
                at++;
                continue;
            }
            int size = sizeAt(slice.bytes(), at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** The number of bytes of the character there; 0 when it is none. */
    static int sizeAt(byte[] bytes, int at, int end) {
        int one = bytes[at] & 0xff;
        if (one < 0x80) {
            return 1;
        }
        int size = one >= 0xf0 ? 4 : one >= 0xe0 ? 3 : 2;
        if (one < 0xc2 || one > 0xf4 || at + size > end) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int two = bytes[at + 1] & 0xff;
        boolean overlong = (one == 0xe0 && two < 0xa0) || (one == 0xf0 && two < 0x90);
        boolean beyond = (one == 0xed && two > 0x9f) || (one == 0xf4 && two > 0x8f);
        return overlong || beyond ? 0 : size;
    }
}
