package dev.redkit.pipe;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * A part of the input, as an array that slides along and grows as far as one command needs, with the strict reading of
 * RESP commands in it: {@code *2 CRLF $3 CRLF GET CRLF $1 CRLF k CRLF}. What is malformed is named with its byte.
 */
final class RespWindow {
    /** {@link #wholeCommand} and {@link #header}: the window ends too early. */
    static final int NOT_WHOLE = -1;

    private static final long LARGEST_BULK = 512L * 1024 * 1024;
    private static final int MOST_ARGUMENTS = 1024 * 1024 * 1024;

    private final InputStream in;
    private final String name;
    /** The window's bytes; those from {@link #at} to {@link #end} are not taken yet. */
    byte[] bytes = new byte[256 * 1024];

    int at;
    int end;
    /** Where the name of the last {@link #wholeCommand} lies. */
    int firstArgument;

    int firstLength;
    /** Bytes of the input before the window. */
    private long before;

    RespWindow(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * Checks the command that begins at the window's position: its length, {@link #NOT_WHOLE} when the window ends
     * before it does, or 0 when there was nothing but an empty array, which a server passes over in silence.
     */
    int wholeCommand() {
        long header = header(at + 1);
        if (header < 0) {
            return NOT_WHOLE;
        }
        int arguments = (int) (header >>> 32);
        int next = (int) header;
        if (arguments == 0) {
            at = next;
            return 0;
        }
        for (int i = 0; i < arguments; i++) {
            if (next >= end) {
                return NOT_WHOLE;
            }
            if (bytes[next] != '$') {
                throw bad(next, "'$' expected, but found " + shown(bytes[next]));
            }
            header = header(next + 1);
            if (header < 0) {
                return NOT_WHOLE;
            }
            int length = (int) (header >>> 32);
            next = (int) header;
            if (length > end - next - 2) {
                checkEnd(next, length);
                return NOT_WHOLE;
            }
            int close = next + length;
            if (bytes[close] != '\r' || bytes[close + 1] != '\n') {
                throw bad(close, "an argument of " + length + " bytes is not followed by CRLF: its length is wrong");
            }
            if (i == 0) {
                firstArgument = next;
                firstLength = length;
            }
            next = close + 2;
        }
        return next - at;
    }

    /**
     * The number of a header and, in the lower half, where the next line begins; -1 when the window ends before it does.
     * Nearly all are a few digits and CRLF: this runs for every argument.
     */
    long header(int from) {
        int most = Math.min(end - 1, from + 9);
        int value = 0;
        for (int i = from; i < most; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && i > from) {
                    return ((long) value << 32) | (i + 2);
                }
                break;
            }
            value = 10 * value + digit;
        }
        return unusualHeader(from);
    }

    private long unusualHeader(int from) {
        int line = lineEnd(from);
        if (line < 0) {
            return NOT_WHOLE;
        }
        boolean count = bytes[from - 1] == '*';
        long value = count
                ? number(from, line, MOST_ARGUMENTS, "a number of arguments")
                : number(from, line, LARGEST_BULK, "a length");
        if (value < 0 && !count) {
            throw bad(from, "an argument cannot have the length " + value);
        }
        return (Math.max(value, 0) << 32) | (line + 2);
    }

    private void checkEnd(int next, long length) {
        long close = next + length;
        if (close < end && bytes[(int) close] != '\r') {
            throw bad((int) close, "an argument of " + length + " bytes is not followed by CRLF: its length is wrong");
        }
    }

    /** Where the CRLF begins that ends a header; -1 when the window ends before it does. */
    private int lineEnd(int from) {
        int most = Math.min(end, from + 24);
        for (int i = from; i < most; i++) {
            if (bytes[i] == '\r') {
                if (i + 1 == end) {
                    return -1;
                }
                if (bytes[i + 1] != '\n') {
                    throw bad(i, "CR without LF");
                }
                return i;
            }
        }
        if (most < end) {
            throw bad(from, "no CRLF where a length should end");
        }
        return -1;
    }

    private long number(int from, int to, long most, String what) {
        boolean negative = from < to && bytes[from] == '-';
        int digit = negative ? from + 1 : from;
        long value = 0;
        if (digit == to || to - digit > 18) {
            throw bad(from, what + " expected");
        }
        for (; digit < to; digit++) {
            int d = bytes[digit] - '0';
            if (d < 0 || d > 9) {
                throw bad(from, what + " expected, but found " + shown(bytes[digit]));
            }
            value = value * 10 + d;
        }
        if (value > most) {
            throw bad(from, value + " is more than a server takes (" + most + ")");
        }
        return negative ? -value : value;
    }

    /** Reads on behind what is in the window, which keeps what is not yet taken; false at the end. */
    boolean more() throws IOException {
        if (at > 0) {
            System.arraycopy(bytes, at, bytes, 0, end - at);
            before += at;
            end -= at;
            at = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int got = in.read(bytes, end, bytes.length - end);
        if (got > 0) {
            end += got;
        }
        return got > 0;
    }

    boolean fill() throws IOException {
        before += end;
        at = 0;
        end = 0;
        return more();
    }

    /** Where the next byte stands in the input. */
    long offset() {
        return before + at;
    }

    BadInput bad(int where, String what) {
        return BadInput.at(name, before + where, what);
    }

    BadInput truncated(long start) {
        return new BadInput(name + " ends inside the command that begins at byte " + start);
    }

    static String shown(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : String.format(Locale.ROOT, "byte 0x%02x", b);
    }
}
