package dev.redkit.grouping;

import dev.redkit.mapping.Change;
import dev.redkit.rdb.ShortCopy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A change as bytes, without its key.
 *
 * <pre>
 *   which of the times follow (u8), i64 time, … , number of arguments, arguments
 *   argument: 2 * its length, its bytes; or 2 * the number of a constant + 1
 * </pre>
 *
 * Numbers are of variable length: seven bits a byte, lowest first, the highest bit says that more follow.
 */
final class ChangeBody {
    private static final int TTL = 1;
    private static final int EXPIRE_AT = 2;
    private static final int FIELD_TTL = 4;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MOST_WIDTH = 5;

    private final Constants constants = new Constants();

    /** The most bytes that it can take. */
    static long mostLength(Change change) {
        int flags = flags(change);
        int count = change.count();
        long length = 1L + (long) Long.BYTES * Integer.bitCount(flags) + (long) MOST_WIDTH * (count + 1);
        for (int i = 0; i < count; i++) {
            length += change.length(i);
        }
        return length;
    }

    private static int flags(Change change) {
        return (change.ttl() != Change.NO_EXPIRY ? TTL : 0)
                | (change.expireAt() != Change.NO_EXPIRY ? EXPIRE_AT : 0)
                | (change.fieldTtl() != Change.NO_EXPIRY ? FIELD_TTL : 0);
    }

    /** Writes it and says where it ends. */
    int write(Change change, byte[] out, int offset) {
        int at = offset;
        int flags = flags(change);
        out[at++] = (byte) flags;
        if (flags != 0) {
            at = time(change.ttl(), out, at);
            at = time(change.expireAt(), out, at);
            at = time(change.fieldTtl(), out, at);
        }
        at = putNumber(change.count(), out, at);
        for (int i = 0; i < change.count(); i++) {
            int constant = change.isConstant(i) ? constants.number(change.array(i)) : Constants.NONE;
            if (constant != Constants.NONE) {
                at = putNumber(2 * constant + 1, out, at);
                continue;
            }
            int length = change.length(i);
            at = putNumber(2 * length, out, at);
            ShortCopy.copy(change.array(i), change.offset(i), out, at, length);
            at += length;
        }
        return at;
    }

    private static int time(long millis, byte[] out, int at) {
        if (millis == Change.NO_EXPIRY) {
            return at;
        }
        LONGS.set(out, at, millis);
        return at + Long.BYTES;
    }

    /** Adds times and arguments to a change that has begun. */
    void read(byte[] in, int offset, Change change) {
        int at = offset;
        int flags = in[at++];
        if ((flags & TTL) != 0) {
            change.ttl((long) LONGS.get(in, at));
            at += Long.BYTES;
        }
        if ((flags & EXPIRE_AT) != 0) {
            change.expireAt((long) LONGS.get(in, at));
            at += Long.BYTES;
        }
        if ((flags & FIELD_TTL) != 0) {
            change.fieldTtl((long) LONGS.get(in, at));
            at += Long.BYTES;
        }
        int count = number(in, at);
        at += widthOf(count);
        for (int i = 0; i < count; i++) {
            int head = number(in, at);
            at += widthOf(head);
            if ((head & 1) != 0) {
                change.constant(constants.array(head >>> 1));
            } else {
                change.arg(in, at, head >>> 1);
                at += head >>> 1;
            }
        }
    }

    private static int widthOf(int number) {
        return number < 0
                ? MOST_WIDTH
                : number < 1 << 7 ? 1 : number < 1 << 14 ? 2 : number < 1 << 21 ? 3 : number < 1 << 28 ? 4 : 5;
    }

    private static int putNumber(int number, byte[] out, int offset) {
        int at = offset;
        int rest = number;
        for (; (rest & ~127) != 0; rest >>>= 7) {
            out[at++] = (byte) (rest | 128);
        }
        out[at++] = (byte) rest;
        return at;
    }

    private static int number(byte[] in, int offset) {
        int first = in[offset];
        if (first >= 0) {
            return first;
        }
        int number = first & 127;
        int at = offset + 1;
        for (int shift = 7; ; shift += 7, at++) {
            number |= (in[at] & 127) << shift;
            if (in[at] >= 0) {
                return number;
            }
        }
    }
}
