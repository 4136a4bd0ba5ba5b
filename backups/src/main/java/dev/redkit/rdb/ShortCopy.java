package dev.redkit.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies a few bytes, which System.arraycopy takes longer to set out for than to do. */
public final class ShortCopy {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private ShortCopy() {}

    /** Copies between different arrays, or within one where the places do not overlap. */
    public static void copy(byte[] from, int offset, byte[] to, int at, int length) {
        if (length > 2 * Long.BYTES) {
            System.arraycopy(from, offset, to, at, length);
        } else if (length >= Long.BYTES) {
            // Two words that overlap as they must.
            long last = (long) LONGS.get(from, offset + length - Long.BYTES);
            LONGS.set(to, at, (long) LONGS.get(from, offset));
            LONGS.set(to, at + length - Long.BYTES, last);
        } else if (length >= Integer.BYTES) {
            int last = (int) INTS.get(from, offset + length - Integer.BYTES);
            INTS.set(to, at, (int) INTS.get(from, offset));
            INTS.set(to, at + length - Integer.BYTES, last);
        } else {
            for (int i = 0; i < length; i++) {
                to[at + i] = from[offset + i];
            }
        }
    }
}
