package dev.redkit.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Austin Appleby's MurmurHash64A with the seed that servers hash the elements of HyperLogLogs with. */
final class Murmur64 {
    private static final long SEED = 0xadc83b19L;
    private static final long M = 0xc6a4a7935bd1e995L;
    private static final int R = 47;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Murmur64() {}

    static long hash(byte[] array, int offset, int length) {
        long hash = SEED ^ (length * M);
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long k = (long) LONGS.get(array, at) * M;
            hash = (hash ^ ((k ^ (k >>> R)) * M)) * M;
        }
        if (at < end) {
            long rest = 0;
            for (int i = end - 1; i >= at; i--) {
                rest = rest << 8 | (array[i] & 0xff);
            }
            hash = (hash ^ rest) * M;
        }
        hash = (hash ^ (hash >>> R)) * M;
        return hash ^ (hash >>> R);
    }
}
