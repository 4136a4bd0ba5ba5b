package dev.redkit.aof;

import dev.redkit.wire.CommandBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Commands as a server appends them, taken from a stream piece by piece:
 *
 * <pre>
 *   log        = { annotation | command }*
 *   command    = "*" count CRLF  count * ( "$" length CRLF bytes CRLF )
 *   annotation = "#" text CRLF                                            "#TS:" seconds: the time of what follows
 * </pre>
 */
final class CommandInput {
    private static final int SIZE = 256 * 1024;
    private static final int LONGEST_ANNOTATION = 1024;
    private static final int LONGEST_NUMBER = 10;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final InputStream in;
    private final byte[] bytes;
    private int at;
    private int end;
    private long before;

    /** A log that begins at some offset of its file. */
    CommandInput(InputStream in, long offset) {
        this.in = in;
        this.bytes = new byte[SIZE];
        this.before = offset;
    }

    long offset() {
        return before + at;
    }

    /** Whether the next bytes are these. */
    boolean startsWith(String text) throws IOException {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        return reach(expected.length) && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    boolean atEnd() throws IOException {
        return !reach(1);
    }

    /** All that was not taken yet, for another reader. */
    InputStream rest() {
        InputStream held = new ByteArrayInputStream(bytes, at, end - at);
        at = end;
        return new SequenceInputStream(held, in);
    }

    /** Takes an annotation if there is one: its text, without the mark and the line's end. */
    String annotation() throws IOException {
        if (!reach(1) || bytes[at] != '#') {
            return null;
        }
        long start = offset();
        StringBuilder text = new StringBuilder();
        for (int c = u8(); c != '\n'; c = u8()) {
            if (text.length() == LONGEST_ANNOTATION) {
                throw AofFault.damaged(start, "an annotation that is longer than a server reads");
            }
            text.append((char) c);
        }
        boolean cr = text.charAt(text.length() - 1) == '\r';
        return text.substring(1, text.length() - (cr ? 1 : 0));
    }

    /** The number of a header of this kind, with its line's end. */
    int header(char kind) throws IOException {
        long start = offset();
        int c = u8();
        if (c != kind) {
            throw AofFault.damaged(start, "'" + kind + "' expected, but found " + shown(c));
        }
        long value = 0;
        for (int digits = 0; ; digits++) {
            c = u8();
            if (c == '\r' && digits > 0) {
                break;
            }
            if (c < '0' || c > '9' || digits == LONGEST_NUMBER) {
                throw AofFault.damaged(offset() - 1, "a number expected, but found " + shown(c));
            }
            value = 10 * value + c - '0';
        }
        newline();
        if (value > LARGEST_ARRAY) {
            throw AofFault.damaged(start, "a length of " + value);
        }
        return (int) value;
    }

    /** An argument whose header was read. The array grows with what really comes. */
    byte[] take(int length) throws IOException {
        byte[] taken = new byte[Math.min(length, SIZE)];
        int filled = 0;
        while (filled < length) {
            need();
            if (filled == taken.length) {
                taken = Arrays.copyOf(taken, (int) Math.min(length, 2L * taken.length));
            }
            int piece = Math.min(taken.length - filled, end - at);
            System.arraycopy(bytes, at, taken, filled, piece);
            at += piece;
            filled += piece;
        }
        argumentEnd(length);
        return taken;
    }

    /** Adds some of the next bytes of an argument, at most so many; says how many it were. */
    int some(CommandBuffer out, int most) throws IOException {
        need();
        int piece = Math.min(most, end - at);
        out.raw(bytes, at, piece);
        at += piece;
        return piece;
    }

    /** Passes the line's end that follows an argument whose bytes were taken. */
    void endOfArgument() throws IOException {
        long start = offset();
        if (u8() != '\r' || u8() != '\n') {
            throw AofFault.damaged(start, "an argument is not followed by CRLF");
        }
    }

    void skip(int length) throws IOException {
        int left = length;
        while (left > end - at) {
            left -= end - at;
            at = end;
            need();
        }
        at += left;
        argumentEnd(length);
    }

    private void argumentEnd(int length) throws IOException {
        long start = offset();
        if (u8() != '\r' || u8() != '\n') {
            throw AofFault.damaged(start, "an argument of " + length + " bytes is not followed by CRLF");
        }
    }

    private void newline() throws IOException {
        if (u8() != '\n') {
            throw AofFault.damaged(offset() - 1, "CR without LF");
        }
    }

    private int u8() throws IOException {
        if (at == end) {
            need();
        }
        return bytes[at++] & 0xff;
    }

    private void need() throws IOException {
        if (!reach(1)) {
            throw AofFault.truncated(offset(), "the file ends inside a command");
        }
    }

    private boolean reach(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(bytes, at, bytes, 0, end - at);
        before += at;
        end -= at;
        at = 0;
        while (end < count) {
            int got = in.read(bytes, end, bytes.length - end);
            if (got < 0) {
                return false;
            }
            end += got;
        }
        return true;
    }

    private static String shown(int c) {
        return c > 32 && c < 127 ? "'" + (char) c + "'" : "byte " + c;
    }
}
