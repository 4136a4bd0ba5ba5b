package dev.redkit.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The small containers that servers keep in one string: entries one behind the other, strings or integers. A reader is
 * used again and again: {@link #open} it on the bytes, then call {@link #next} until it says no. Every length, link and
 * count is checked on the way; what does not fit is a {@link Malformed} with its place in the string.
 */
abstract class Packed {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A count of 16 bits that has run over: the entries must be counted. */
    static final int COUNT_UNKNOWN = 0xffff;

    byte[] bytes = Strings.EMPTY;
    int begin;
    int end;
    /** Where the next entry begins. */
    int at;
    /** Entries so far. */
    int count;

    /** The entry as it is stored, without its links to its neighbours: equal bytes are equal entries. */
    int entryAt;

    int entryLength;
    boolean isNumber;
    long number;
    int textAt;
    int textLength;

    final void open(byte[] array, int offset, int length) {
        bytes = array;
        begin = offset;
        end = offset + length;
        at = offset;
        count = 0;
        header(length);
    }

    /** The word for it in messages. */
    abstract String name();

    /** Checks the frame of the whole and sets {@link #at} to the first entry. */
    abstract void header(int length);

    /** Goes to the next entry; false behind the last. */
    abstract boolean next();

    final void demandNext() {
        if (!next()) {
            throw bad("ends where more was said to follow");
        }
    }

    final byte[] value() {
        return isNumber
                ? Long.toString(number).getBytes(StandardCharsets.US_ASCII)
                : Arrays.copyOfRange(bytes, textAt, textAt + textLength);
    }

    /** How long {@link #value} would be. */
    final int valueLength() {
        return isNumber ? IntegerText.length(number) : textLength;
    }

    /** How many bytes the entry takes, or would take, in a listpack, with its length from behind. */
    final long listpackLength() {
        long size;
        if (isNumber) {
            size = number >= 0 && number <= 127
                    ? 1
                    : number >= -4096 && number <= 4095
                            ? 2
                            : number == (short) number
                                    ? 3
                                    : number == (number << 40 >> 40) ? 4 : number == (int) number ? 5 : 9;
        } else {
            size = textLength + (textLength < 64 ? 1L : textLength < 4096 ? 2 : 5);
        }
        return size + (size < 128 ? 1 : size < 16_384 ? 2 : size < 2_097_152 ? 3 : 4);
    }

    final long integer() {
        if (!isNumber) {
            throw bad("has a text where a number belongs");
        }
        return number;
    }

    final double score() {
        return isNumber ? number : Scores.parse(bytes, textAt, textLength, textAt - begin);
    }

    final void text(int offset, int length) {
        isNumber = false;
        textAt = offset;
        textLength = length;
    }

    final void number(long value) {
        isNumber = true;
        number = value;
    }

    /** The score where only its place in the order matters. */
    final double nearScore() {
        return isNumber ? number : Scores.near(bytes, textAt, textLength, textAt - begin);
    }

    /** The entry must lie before the last byte, which is the end mark. */
    final void fits(int from, long length) {
        if (length > end - 1 - from) {
            throw new Malformed("an entry of " + name() + " runs over its end", from - begin);
        }
    }

    final int u8(int where) {
        return bytes[where] & 0xff;
    }

    final int u16(int where) {
        return (short) SHORT.get(bytes, where) & 0xffff;
    }

    final int i24(int where) {
        return u16(where) | (bytes[where + 2] << 16);
    }

    final int i32(int where) {
        return (int) INT.get(bytes, where);
    }

    final long u32(int where) {
        return Integer.toUnsignedLong(i32(where));
    }

    final Malformed bad(String what) {
        return new Malformed(name() + " " + what, Math.min(at, end) - begin);
    }

    /** Checks the frame of the whole and goes to where the first entry is, behind a header of so many bytes. */
    final void frame(int length, int header) {
        if (length <= header) {
            throw bad("of " + length + " bytes is too short");
        }
        if (u32(begin) != length || u8(end - 1) != 0xff) {
            throw bad("of " + length + " bytes has a wrong size or no end mark");
        }
        at = begin + header;
    }

    final void checkCount(int said) {
        if (said != COUNT_UNKNOWN && said != count) {
            throw bad("holds " + count + " entries where " + said + " were said");
        }
    }
}
