package dev.redkit.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The checksum of RDB files and DUMP payloads: CRC-64/Jones, reflected, starting from 0, nothing xored at the end.
 *
 * <p>Eight bytes a step with eight tables. A single chain of table look-ups waits for memory most of the time, so long
 * inputs are cut in three lanes that run side by side and are put together by "as if {@link #LANE} zero bytes followed",
 * which is linear over GF(2) and therefore eight table look-ups too.
 */
final class Crc64 {
    private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;
    /** Bytes of one lane: long enough that joining costs nothing, three of them still fit the first-level cache. */
    private static final int LANE = 4096;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Entry {@code (k << 8) + b}: what byte b does when k more bytes follow it in its group of eight. */
    private static final long[] STEP = steps();
    /** Entry {@code (k << 8) + b}: byte k of a checksum being b, after a lane of zero bytes. */
    private static final long[] OVER_LANE = overLane();

    private Crc64() {}

    /** The checksum after {@code length} more bytes; {@code crc} is 0 for the first. */
    static long update(long crc, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int at = offset;
        int end = offset + length;
        long sum = crc;
        while (end - at >= 3 * LANE) {
            sum = threeLanes(sum, bytes, at);
            at += 3 * LANE;
        }
        while (end - at >= Long.BYTES) {
            sum = eight(sum ^ (long) LONGS.get(bytes, at), STEP);
            at += Long.BYTES;
        }
        while (at < end) {
            sum = STEP[((int) sum ^ bytes[at++]) & 0xff] ^ (sum >>> 8);
        }
        return sum;
    }

    private static long threeLanes(long crc, byte[] bytes, int from) {
        long[] table = STEP;
        long a = crc;
        long b = 0;
        long c = 0;
        for (int at = from; at < from + LANE; at += Long.BYTES) {
            a = eight(a ^ (long) LONGS.get(bytes, at), table);
            b = eight(b ^ (long) LONGS.get(bytes, at + LANE), table);
            c = eight(c ^ (long) LONGS.get(bytes, at + 2 * LANE), table);
        }
        return eight(eight(a, OVER_LANE) ^ b, OVER_LANE) ^ c;
    }

    /** The eight bytes of x, each through its table; byte k of x uses rows from {@code (7 - k) << 8}. */
    private static long eight(long x, long[] table) {
        return table[0x700 + (int) (x & 0xff)]
                ^ table[0x600 + (int) ((x >>> 8) & 0xff)]
                ^ table[0x500 + (int) ((x >>> 16) & 0xff)]
                ^ table[0x400 + (int) ((x >>> 24) & 0xff)]
                ^ table[0x300 + (int) ((x >>> 32) & 0xff)]
                ^ table[0x200 + (int) ((x >>> 40) & 0xff)]
                ^ table[0x100 + (int) ((x >>> 48) & 0xff)]
                ^ table[(int) (x >>> 56)];
    }

    private static long[] steps() {
        long[] table = new long[8 * 256];
        for (int b = 0; b < 256; b++) {
            long sum = b;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) != 0 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
            }
            table[b] = sum;
        }
        for (int i = 256; i < table.length; i++) {
            long before = table[i - 256];
            table[i] = table[(int) before & 0xff] ^ (before >>> 8);
        }
        return table;
    }

    private static long[] overLane() {
        long[] ofBit = new long[Long.SIZE];
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long sum = 1L << bit;
            for (int i = 0; i < LANE; i++) {
                sum = STEP[(int) sum & 0xff] ^ (sum >>> 8);
            }
            ofBit[bit] = sum;
        }
        long[] table = new long[8 * 256];
        for (int i = 0; i < table.length; i++) {
            int ofByte = 7 - (i >>> 8);
            for (int bit = 0; bit < 8; bit++) {
                table[i] ^= ((i >>> bit) & 1) != 0 ? ofBit[ofByte * 8 + bit] : 0;
            }
        }
        return table;
    }
}
