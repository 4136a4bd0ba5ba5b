package dev.redkit.rdb;

/**
 * Writes a listpack, the packed form of small values, at the end of some bytes.
 *
 * <pre>
 *   u32 LE total bytes, u16 LE count (65535: not known), entries, FF
 *   entry: encoding and data, then the length of both, readable backwards
 * </pre>
 */
final class ListpackWriter {
    static final int HEADER = 6;
    /** A number's encoding, data and length. */
    private static final int MOST_OF_NUMBER = 10;

    private static final int UNKNOWN_COUNT = 65535;

    private final Encoded out;
    private int start;
    private int count;

    ListpackWriter(Encoded out) {
        this.out = out;
    }

    void begin() {
        start = out.size();
        count = 0;
        out.room(HEADER);
        out.intLe(0);
        out.shortLe(0);
    }

    /** How large it is now, its end included. */
    int bytes() {
        return out.size() - start + 1;
    }

    int count() {
        return count;
    }

    void end() {
        out.octet(0xFF);
        out.intLeAt(start, out.size() - start);
        out.shortLeAt(start + Integer.BYTES, Math.min(count, UNKNOWN_COUNT));
    }

    /** One element; as a number where it is the text of one. */
    void add(byte[] array, int offset, int length) {
        if (IntegerText.is(array, offset, length)) {
            add(IntegerText.value(array, offset, length));
            return;
        }
        if (length < 64) {
            out.framed(0x80 | length, array, offset, length, length + 1);
            count++;
            return;
        }
        int from = out.size();
        if (length < 4096) {
            out.octet(0xE0 | (length >>> 8));
            out.octet(length);
        } else {
            out.octet(0xF0);
            out.intLe(length);
        }
        out.slice(array, offset, length);
        backLength(out.size() - from);
        count++;
    }

    void add(long value) {
        out.room(MOST_OF_NUMBER);
        int from = out.size();
        if (value >= 0 && value < 128) {
            out.octet((int) value);
        } else if (value >= -4096 && value < 4096) {
            out.octet(0xC0 | ((int) (value >>> 8) & 0x1F));
            out.octet((int) value);
        } else if (value == (short) value) {
            out.octet(0xF1);
            out.shortLe((int) value);
        } else if (value >= -(1 << 23) && value < 1 << 23) {
            out.octet(0xF2);
            out.shortLe((int) value);
            out.octet((int) value >>> 16);
        } else if (value == (int) value) {
            out.octet(0xF3);
            out.intLe((int) value);
        } else {
            out.octet(0xF4);
            out.longLe(value);
        }
        backLength(out.size() - from);
        count++;
    }

    /** Seven bits a byte, highest first; all but the first byte are marked, for whoever comes from behind. */
    private void backLength(int length) {
        // The bounds of two and three bytes are smaller by one than they could be: so the servers have it.
        int bytes = length < 128 ? 1 : length < 16383 ? 2 : length < 2097151 ? 3 : length < 268435455 ? 4 : 5;
        out.octet(length >>> (7 * (bytes - 1)));
        for (int shift = 7 * (bytes - 2); shift >= 0; shift -= 7) {
            out.octet(((length >>> shift) & 127) | 128);
        }
    }
}
