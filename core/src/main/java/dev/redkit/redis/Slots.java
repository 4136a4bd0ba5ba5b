package dev.redkit.redis;

/** The slot of a key: CRC16 (XMODEM) of its hash tag, or of all of it, modulo 16384. */
public final class Slots {
    /** How many slots a cluster has. */
    public static final int COUNT = 16_384;

    private static final char[] CRC = table();

    private Slots() {}

    public static int of(byte[] key) {
        return of(key, 0, key.length);
    }

    /** The slot of the key that lies there. */
    public static int of(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int open = find((byte) '{', bytes, offset, end);
        if (open < end) {
            int close = find((byte) '}', bytes, open + 1, end);
            // An empty tag is none.
            if (close < end && close > open + 1) {
                return crc(bytes, open + 1, close) & (COUNT - 1);
            }
        }
        return crc(bytes, offset, end) & (COUNT - 1);
    }

    private static int find(byte wanted, byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    private static int crc(byte[] bytes, int from, int end) {
        int crc = 0;
        for (int at = from; at < end; at++) {
            crc = ((crc << 8) & 0xffff) ^ CRC[((crc >> 8) ^ bytes[at]) & 0xff];
        }
        return crc;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int i = 0; i < 256; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
            table[i] = (char) crc;
        }
        return table;
    }
}
