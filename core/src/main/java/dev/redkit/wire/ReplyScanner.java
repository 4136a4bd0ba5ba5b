package dev.redkit.wire;

import java.nio.charset.StandardCharsets;

/**
 * Counts replies in a stream of bytes and picks out the errors, without building anything else: what a lane needs for
 * millions of {@code +OK}. It may be stopped at any byte and goes on at the next. Pushes and attributes are passed over,
 * since they answer no command.
 */
public final class ReplyScanner {
    private static final int DEEPEST = 128;
    private static final int LONGEST_LINE = 64 * 1024;

    /** Who hears of the replies, in the order of their commands. */
    public interface Listener {
        /** Replies that were no errors. */
        void fine(int count);

        void error(Reply.Err error);
    }

    private enum State {
        KIND,
        LINE,
        LINE_END,
        BYTES,
        BYTES_CR,
        BYTES_LF
    }

    private final Listener listener;
    private State state = State.KIND;
    private int kind;
    private int depth;
    private final long[] left = new long[DEEPEST];
    /** Which of the open aggregates are pushes or attributes: they answer nothing. */
    private final boolean[] silent = new boolean[DEEPEST];

    private String firstNested;

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private long bytesLeft;
    private int fine;

    public ReplyScanner(Listener listener) {
        this.listener = listener;
    }

    /** Whether the bytes so far end between two replies. */
    public boolean atBoundary() {
        return state == State.KIND && depth == 0;
    }

    /** Reads on. */
    public void scan(byte[] bytes, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case KIND -> kind(bytes, at, to);
                case LINE -> line(bytes, at, to);
                case LINE_END -> lineEnd(bytes[at], at);
                case BYTES -> skip(bytes, at, to);
                case BYTES_CR -> expect(bytes[at], '\r', State.BYTES_LF, at);
                case BYTES_LF -> bytesEnd(bytes[at], at);
            };
        }
        report();
    }

    private int kind(byte[] bytes, int at, int to) {
        kind = bytes[at];
        if (depth == 0 && (kind == ':' || kind == '+')) {
            int end = shortLine(bytes, at + 1, to);
            if (end > 0) {
                fine++;
                return end;
            }
        }
        lineLength = 0;
        state = State.LINE;
        return at + 1;
    }

    /** The end of a line that is here whole, as nearly all are; 0 when it is not. */
    private static int shortLine(byte[] bytes, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            if (bytes[at] == '\r') {
                return bytes[at + 1] == '\n' ? at + 2 : 0;
            }
        }
        return 0;
    }

    private int line(byte[] bytes, int from, int to) throws ProtocolException {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\r') {
                state = State.LINE_END;
                return at + 1;
            }
            if (lineLength == LONGEST_LINE) {
                throw new ProtocolException("line longer than " + LONGEST_LINE + " bytes");
            }
            line[lineLength++] = bytes[at];
        }
        return to;
    }

    private int lineEnd(byte b, int at) throws ProtocolException {
        if (b != '\n') {
            throw new ProtocolException("line not ended by CRLF");
        }
        state = State.KIND;
        switch (kind) {
            case '+', ':', ',', '(', '#', '_' -> done();
            case '-' -> error();
            case '$', '=', '!' -> bulk(length());
            case '*', '~', '>' -> aggregate(length(), 1);
            case '%', '|' -> aggregate(length(), 2);
            default -> throw ProtocolException.unknownKind(kind & 0xff);
        }
        return at + 1;
    }

    private void bulk(long length) throws ProtocolException {
        if (length < -1) {
            throw new ProtocolException("bulk string of length " + length);
        }
        if (length == -1) {
            done();
            return;
        }
        bytesLeft = length;
        lineLength = 0;
        state = length == 0 ? State.BYTES_CR : State.BYTES;
    }

    private void aggregate(long length, int each) throws ProtocolException {
        if (length < -1 || length > Long.MAX_VALUE / 2) {
            throw new ProtocolException("aggregate of length " + length);
        }
        boolean quiet = kind == '>' || kind == '|';
        if (length <= 0) {
            if (!quiet) {
                done();
            }
            return;
        }
        if (depth == DEEPEST) {
            throw new ProtocolException("reply nested deeper than " + DEEPEST);
        }
        silent[depth] = quiet;
        left[depth++] = length * each;
    }

    private int skip(byte[] bytes, int from, int to) {
        int count = (int) Math.min(bytesLeft, to - from);
        if (kind == '!') {
            int kept = Math.min(count, LONGEST_LINE - lineLength);
            System.arraycopy(bytes, from, line, lineLength, kept);
            lineLength += kept;
        }
        bytesLeft -= count;
        if (bytesLeft == 0) {
            state = State.BYTES_CR;
        }
        return from + count;
    }

    private static int expected(byte b, char wanted, int at) throws ProtocolException {
        if (b != wanted) {
            throw new ProtocolException("CRLF expected");
        }
        return at + 1;
    }

    private int expect(byte b, char wanted, State next, int at) throws ProtocolException {
        state = next;
        return expected(b, wanted, at);
    }

    private int bytesEnd(byte b, int at) throws ProtocolException {
        state = State.KIND;
        int next = expected(b, '\n', at);
        if (kind == '!') {
            error();
        } else {
            done();
        }
        return next;
    }

    private void error() {
        String message = new String(line, 0, lineLength, StandardCharsets.UTF_8);
        if (depth > 0) {
            // An error inside the array of an EXEC: the first one stands for the whole reply.
            if (firstNested == null && !silent[0]) {
                firstNested = message;
            }
            done();
            return;
        }
        report();
        listener.error(new Reply.Err(message));
    }

    /** One value is complete; with it, perhaps, those around it. */
    private void done() {
        while (depth > 0) {
            if (--left[depth - 1] > 0 || silent[--depth]) {
                return;
            }
        }
        if (firstNested != null) {
            report();
            String message = firstNested;
            firstNested = null;
            listener.error(new Reply.Err(message));
            return;
        }
        fine++;
    }

    private void report() {
        if (fine > 0) {
            int count = fine;
            fine = 0;
            listener.fine(count);
        }
    }

    private long length() throws ProtocolException {
        boolean negative = lineLength > 0 && line[0] == '-';
        int at = negative ? 1 : 0;
        if (at == lineLength || lineLength - at > 18) {
            throw badLength();
        }
        long value = 0;
        for (; at < lineLength; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) {
                throw badLength();
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private ProtocolException badLength() {
        return new ProtocolException(
                "'" + new String(line, 0, Math.min(lineLength, 40), StandardCharsets.UTF_8) + "' is not a length");
    }
}
