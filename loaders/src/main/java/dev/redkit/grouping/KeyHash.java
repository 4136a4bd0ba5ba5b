package dev.redkit.grouping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 64 bits about a key: the upper half for the table in memory, the lower half to cut what does not fit into parts. */
final class KeyHash {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private KeyHash() {}

    static long of(byte[] array, int offset, int length) {
        long hash = length * FACTOR;
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(array, at));
        }
        if (at < end) {
            long rest = 0;
            for (; at < end; at++) {
                rest = rest << 8 | (array[at] & 0xff);
            }
            hash = mixed(hash ^ rest);
        }
        return mixed(hash);
    }

    private static long mixed(long bits) {
        long x = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
        return (x ^ (x >>> 29)) * FACTOR;
    }
}
