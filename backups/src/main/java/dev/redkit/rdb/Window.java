package dev.redkit.rdb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The part of the input that is in memory: an array that slides along. What is taken from it is summed up in large
 * pieces just before the window moves on, and copied to a tap while one is open, so neither costs anything per byte read.
 */
final class Window {
    static final int SIZE = 256 * 1024;

    /** The longest thing that is read as a whole and has no length of its own, a score as text, fits. */
    private static final int SMALLEST = 256;

    static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_BE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_BE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Null when the array is all there is; that is another's and stays as it is. */
    private final InputStream in;

    /** The bytes in memory; those from {@link #at} to {@link #end} are not taken yet. */
    final byte[] bytes;

    int at;
    int end;
    /** Bytes of the input before {@link #bytes}. */
    private long before;

    private long sum;
    private int summed;
    private boolean summing;
    private OutputStream tap;
    private int tapped;

    /** A window over a stream, which it does not close. */
    Window(InputStream in, int size) {
        this.in = in;
        this.bytes = new byte[Math.max(size, SMALLEST)];
        this.summing = true;
    }

    /** A window that is all there is: a part of an array, in which offsets are counted from the array's beginning. */
    Window(byte[] bytes, int offset, int length) {
        this.in = null;
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Where the next byte stands in the input. */
    long offset() {
        return before + at;
    }

    /** Makes the next {@code count} bytes lie in the window; no more than the array holds. */
    void need(int count) throws IOException {
        if (end - at < count && !reach(count)) {
            throw RdbFault.truncated(before + end);
        }
    }

    /** Tries the same and says whether there are so many. */
    boolean reach(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        if (in == null || count > bytes.length) {
            return false;
        }
        settle();
        System.arraycopy(bytes, at, bytes, 0, end - at);
        before += at;
        end -= at;
        at = 0;
        summed = 0;
        tapped = 0;
        while (end < count) {
            int got = in.read(bytes, end, bytes.length - end);
            if (got < 0) {
                return false;
            }
            end += got;
        }
        return true;
    }

    private void settle() throws IOException {
        if (summing) {
            sum = Crc64.update(sum, bytes, summed, at - summed);
            summed = at;
        }
        if (tap != null) {
            tap.write(bytes, tapped, at - tapped);
            tapped = at;
        }
    }

    /** The checksum of all that was taken. Nothing after it is summed up. */
    long checksum() throws IOException {
        settle();
        summing = false;
        return sum;
    }

    /** From here on, what is taken is copied. */
    void openTap(OutputStream to) {
        tap = to;
        tapped = at;
    }

    void closeTap() throws IOException {
        settle();
        tap = null;
    }

    /** What follows: the rest of the window, then of the stream. */
    InputStream rest() {
        InputStream held = new ByteArrayInputStream(bytes, at, end - at);
        at = end;
        return in == null ? held : new SequenceInputStream(held, in);
    }

    int u8() throws IOException {
        if (at == end) {
            need(1);
        }
        return bytes[at++] & 0xff;
    }

    int u32() throws IOException {
        need(Integer.BYTES);
        at += Integer.BYTES;
        return (int) INT_LE.get(bytes, at - Integer.BYTES);
    }

    long u64() throws IOException {
        need(Long.BYTES);
        at += Long.BYTES;
        return (long) LONG_LE.get(bytes, at - Long.BYTES);
    }

    long u64BigEndian() throws IOException {
        need(Long.BYTES);
        at += Long.BYTES;
        return (long) LONG_BE.get(bytes, at - Long.BYTES);
    }

    int u32BigEndian() throws IOException {
        need(Integer.BYTES);
        at += Integer.BYTES;
        return (int) INT_BE.get(bytes, at - Integer.BYTES);
    }

    /** A number in the format's length encoding, all of its 64 bits. */
    long number() throws IOException {
        int first = u8();
        return first < 0x40 ? first : longNumber(first);
    }

    /** The number that begins with a byte already taken. */
    long longNumber(int first) throws IOException {
        if (first < 0x40) {
            return first;
        }
        if (first < 0x80) {
            int value = ((first & 0x3f) << 8) | u8();
            return value;
        }
        return switch (first) {
            case 0x80 -> Integer.toUnsignedLong(u32BigEndian());
            case 0x81 -> u64BigEndian();
            default -> throw RdbFault.damaged(offset() - 1, "a length cannot begin with byte " + first);
        };
    }

    /** A number that counts or measures something. */
    long length() throws IOException {
        long value = number();
        if (value < 0) {
            throw RdbFault.damaged(offset() - Long.BYTES - 1, "a length of " + Long.toUnsignedString(value));
        }
        return value;
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > end - at) {
            left -= end - at;
            at = end;
            need(1);
        }
        at += (int) left;
    }

    /** An array of the next bytes. It grows with what really comes, so that a lie about the length costs nothing. */
    byte[] take(long count) throws IOException {
        if (count > LARGEST_ARRAY) {
            throw RdbFault.damaged(offset(), "a string of " + count + " bytes, more than any server holds,");
        }
        byte[] taken = new byte[(int) Math.min(count, Math.max(bytes.length, end - at))];
        int filled = 0;
        while (filled < count) {
            need(1);
            if (filled == taken.length) {
                taken = Arrays.copyOf(taken, (int) Math.min(count, 2L * taken.length));
            }
            int piece = Math.min(taken.length - filled, end - at);
            System.arraycopy(bytes, at, taken, filled, piece);
            at += piece;
            filled += piece;
        }
        return taken;
    }
}
