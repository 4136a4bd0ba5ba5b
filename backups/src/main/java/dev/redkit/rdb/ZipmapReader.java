package dev.redkit.rdb;

/**
 * Zipmaps, the small hashes of Redis 2.
 *
 * <pre>
 *   zipmap = u8 pairs  { length field  length u8(free) value free*byte }*  0xFF
 *   length = u8 (below 254) | 0xFE u32
 * </pre>
 */
final class ZipmapReader extends Packed {
    /** The number of pairs when it does not fit a byte. */
    private static final int MANY = 254;

    @Override
    String name() {
        return "a zipmap";
    }

    @Override
    void header(int length) {
        if (length < 2 || u8(end - 1) != 0xff) {
            throw bad("of " + length + " bytes has no end mark");
        }
        at = begin + 1;
    }

    @Override
    boolean next() {
        boolean field = (count & 1) == 0;
        if (field && at == end - 1) {
            int said = u8(begin);
            if (said < MANY && said * 2 != count) {
                throw bad("holds " + count / 2 + " fields where " + said + " were said");
            }
            return false;
        }
        fits(at, 1);
        int from = at;
        int head = 1;
        long length = u8(from);
        if (length == 254) {
            fits(from, 5);
            length = u32(from + 1);
            head = 5;
        } else if (length == 255) {
            throw bad("has an end mark before its end");
        }
        int free = 0;
        if (!field) {
            fits(from, head + 1L);
            free = u8(from + head);
            head++;
        }
        fits(from, head + length + free);
        text(from + head, (int) length);
        entryAt = textAt;
        entryLength = textLength;
        at = textAt + textLength + free;
        count++;
        return true;
    }
}
