package dev.redkit.rdb;

import dev.redkit.failure.BadInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow as a value is encoded into them: the lengths, strings and numbers that all RDB values are made of. */
final class Encoded {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int MOST = Integer.MAX_VALUE - 16;
    /** What it keeps after an unusually large value. */
    private static final int KEPT = 1 << 20;
    /** The longest text that may be stored as a 32-bit integer. */
    private static final int INT_TEXT = 11;
    /** The longest head of a blob: 0x80 and 32 bits. */
    private static final int BLOB_HEAD = 5;

    /** Shorter strings are not worth compressing. */
    private static final int COMPRESSED_FROM = 21;
    /** What compression must save. */
    private static final int LEAST_GAIN = 4;

    private final Lzf lzf;
    private byte[] bytes = new byte[1024];
    private int size;
    private byte[] scratch = {};

    Encoded() {
        this(false);
    }

    /**
     * Holds nothing yet.
     *
     * @param compress whether strings are compressed where that makes them smaller
     */
    Encoded(boolean compress) {
        lzf = compress ? new Lzf() : null;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
        if (scratch.length > KEPT) {
            scratch = new byte[0];
        }
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Makes sure that so many more bytes fit. */
    void room(int more) {
        if (bytes.length - size < more) {
            if (more > MOST - size) {
                throw new BadInput(
                        "a value of more than 2 GiB cannot be encoded", "send it with commands, which need no payload");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(2L * bytes.length, (long) size + more)));
        }
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void slice(byte[] array, int offset, int length) {
        room(length);
        System.arraycopy(array, offset, bytes, size, length);
        size += length;
    }

    /** A short slice between two bytes. */
    void framed(int before, byte[] array, int offset, int length, int after) {
        room(length + 2);
        bytes[size] = (byte) before;
        ShortCopy.copy(array, offset, bytes, size + 1, length);
        bytes[size + 1 + length] = (byte) after;
        size += length + 2;
    }

    void shortLe(int value) {
        room(Short.BYTES);
        SHORTS.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    void intLe(int value) {
        room(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void longLe(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    void longBe(long value) {
        room(Long.BYTES);
        BIG_LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    void intLeAt(int at, int value) {
        INTS.set(bytes, at, value);
    }

    void shortLeAt(int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    /** A length; an unsigned 64-bit number. */
    void length(long value) {
        room(1 + Long.BYTES);
        size += putLength(value, size);
    }

    private int putLength(long value, int at) {
        if (value >= 0 && value < 1 << 6) {
            bytes[at] = (byte) value;
            return 1;
        }
        if (value >= 0 && value < 1 << 14) {
            bytes[at] = (byte) (0x40 | (value >>> 8));
            bytes[at + 1] = (byte) value;
            return 2;
        }
        if (value >>> 32 == 0) {
            bytes[at] = (byte) 0x80;
            BIG_INTS.set(bytes, at + 1, (int) value);
            return BLOB_HEAD;
        }
        bytes[at] = (byte) 0x81;
        BIG_LONGS.set(bytes, at + 1, value);
        return 1 + Long.BYTES;
    }

    /** A string; as a number where that is shorter and gives the same text back. */
    void string(byte[] array, int offset, int length) {
        if (length <= INT_TEXT && IntegerText.is(array, offset, length)) {
            long value = IntegerText.value(array, offset, length);
            if (value == (int) value) {
                integer((int) value);
                return;
            }
        }
        int compressed = compress(array, offset, length);
        if (compressed > 0) {
            compressed(compressed, length);
            return;
        }
        length(length);
        slice(array, offset, length);
    }

    /** Compresses to {@link #scratch}; 0 when it does not pay. */
    private int compress(byte[] array, int offset, int length) {
        if (lzf == null || length < COMPRESSED_FROM) {
            return 0;
        }
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        return lzf.compress(array, offset, length, scratch, 0, length - LEAST_GAIN);
    }

    private void compressed(int compressed, int length) {
        octet(0xC3);
        length(compressed);
        length(length);
        slice(scratch, 0, compressed);
    }

    private void integer(int value) {
        room(1 + Integer.BYTES);
        if (value == (byte) value) {
            bytes[size++] = (byte) 0xC0;
            bytes[size++] = (byte) value;
        } else if (value == (short) value) {
            bytes[size++] = (byte) 0xC1;
            shortLe(value);
        } else {
            bytes[size++] = (byte) 0xC2;
            intLe(value);
        }
    }

    /** Starts a string of bytes that are yet to come; pass what this gives to {@link #endBlob}. */
    int beginBlob() {
        room(BLOB_HEAD);
        size += BLOB_HEAD;
        return size;
    }

    /** Puts the length before the bytes that were added since {@code start}. */
    void endBlob(int start) {
        int length = size - start;
        int compressed = compress(bytes, start, length);
        if (compressed > 0) {
            size = start - BLOB_HEAD;
            compressed(compressed, length);
            return;
        }
        int head = putLength(length, start - BLOB_HEAD);
        shiftBack(start, BLOB_HEAD - head);
    }

    /** Starts a number that is known only after what follows it. */
    int beginCounted() {
        return beginBlob();
    }

    /** Puts that number in its place. */
    void endCounted(int start, int count) {
        int head = putLength(count, start - BLOB_HEAD);
        shiftBack(start, BLOB_HEAD - head);
    }

    private void shiftBack(int start, int distance) {
        if (distance > 0) {
            System.arraycopy(bytes, start, bytes, start - distance, size - start);
            size -= distance;
        }
    }

    /** Replaces {@code oldLength} bytes at {@code at} by others, moving what follows. */
    void replace(int at, int oldLength, byte[] array, int length) {
        room(Math.max(0, length - oldLength));
        System.arraycopy(bytes, at + oldLength, bytes, at + length, size - at - oldLength);
        System.arraycopy(array, 0, bytes, at, length);
        size += length - oldLength;
    }
}
