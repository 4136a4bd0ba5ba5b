package dev.redkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands as RESP, back to back in one array that grows. Announce the arguments, then add exactly as many. */
public final class CommandBuffer {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int length;

    public CommandBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array behind; valid up to {@link #length()} and until the next change. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Forgets everything after the first {@code newLength} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** Starts a command of {@code count} arguments, its name included. */
    public CommandBuffer begin(int count) {
        header('*', count);
        return this;
    }

    public CommandBuffer arg(byte[] value) {
        return arg(value, 0, value.length);
    }

    public CommandBuffer arg(byte[] value, int offset, int count) {
        header('$', count);
        reserve(count + 2);
        System.arraycopy(value, offset, bytes, length, count);
        length += count;
        crlf();
        return this;
    }

    /** Announces an argument whose bytes go past this buffer; they are followed by {@link #endOfArg}. */
    CommandBuffer beginArg(int count) {
        header('$', count);
        return this;
    }

    CommandBuffer endOfArg() {
        reserve(2);
        crlf();
        return this;
    }

    public CommandBuffer arg(String value) {
        return arg(value.getBytes(StandardCharsets.UTF_8));
    }

    public CommandBuffer arg(long value) {
        int digits = digits(value);
        header('$', digits);
        reserve(digits + 2);
        number(value, digits);
        crlf();
        return this;
    }

    /** A whole command of text arguments. */
    public CommandBuffer command(String... args) {
        begin(args.length);
        for (String arg : args) {
            arg(arg);
        }
        return this;
    }

    /** A whole command of byte arguments. */
    public CommandBuffer command(byte[]... args) {
        begin(args.length);
        for (byte[] arg : args) {
            arg(arg);
        }
        return this;
    }

    /** Bytes that are RESP already. */
    public CommandBuffer raw(byte[] value, int offset, int count) {
        reserve(count);
        System.arraycopy(value, offset, bytes, length, count);
        length += count;
        return this;
    }

    private void header(char kind, int value) {
        int digits = digits(value);
        reserve(digits + 3);
        bytes[length++] = (byte) kind;
        number(value, digits);
        crlf();
    }

    private void crlf() {
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void number(long value, int digits) {
        // Worked on the negative side, where Long.MIN_VALUE has room.
        long rest = value < 0 ? value : -value;
        int at = length + digits;
        do {
            bytes[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            bytes[length] = '-';
        }
        length += digits;
    }

    private static int digits(long value) {
        int digits = value < 0 ? 2 : 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            long wanted = Math.max((long) length + count, Math.min(2L * bytes.length, LARGEST));
            if (wanted > LARGEST) {
                throw new OutOfMemoryError("a command of more than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
    }
}
