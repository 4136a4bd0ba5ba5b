package dev.redkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands as RESP, back to back in one array that grows. Announce the arguments, then add exactly as many. */
public final class CommandBuffer {
    /** An argument of less has at most two digits of length. */
    private static final int SHORT = 100;
    /** What stands around it: the dollar, the digits, two line ends. */
    private static final int SHORT_FRAME = 7;

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

    /** Empties it, and keeps no more room than this. */
    public void shrink(int capacity) {
        bytes = new byte[capacity];
        length = 0;
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
        if (count >= SHORT) {
            header('$', count);
            reserve(count + 2);
            System.arraycopy(value, offset, bytes, length, count);
            length += count;
            crlf();
            return this;
        }
        reserve(count + SHORT_FRAME);
        return shortArg(value, offset, count);
    }

    /** Bytes that are RESP already, such as the name of a field, and an argument behind them. */
    public CommandBuffer rawAndArg(byte[] raw, byte[] value, int offset, int count) {
        if (count >= SHORT) {
            return raw(raw, 0, raw.length).arg(value, offset, count);
        }
        reserve(raw.length + count + SHORT_FRAME);
        System.arraycopy(raw, 0, bytes, length, raw.length);
        length += raw.length;
        return shortArg(value, offset, count);
    }

    /** Most arguments are short, and there are many: no check of room, no loop for the digits. */
    private CommandBuffer shortArg(byte[] value, int offset, int count) {
        byte[] out = bytes;
        int at = length;
        out[at++] = '$';
        if (count >= 10) {
            out[at++] = (byte) ('0' + count / 10);
        }
        out[at++] = (byte) ('0' + count % 10);
        out[at++] = '\r';
        out[at++] = '\n';
        System.arraycopy(value, offset, out, at, count);
        at += count;
        out[at++] = '\r';
        out[at++] = '\n';
        length = at;
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
        if (value < 100) {
            reserve(5);
            bytes[length++] = (byte) kind;
            if (value >= 10) {
                bytes[length++] = (byte) ('0' + value / 10);
            }
            bytes[length++] = (byte) ('0' + value % 10);
            crlf();
            return;
        }
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
