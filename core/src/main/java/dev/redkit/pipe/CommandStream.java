package dev.redkit.pipe;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Progress;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Commands from a file or a pipe, as RESP or as plain lines. RESP that is not well formed ends the stream with its byte
 * offset, since nobody can know where the next command would begin; a plain line that cannot be split, and a command that
 * has no place in a stream (SUBSCRIBE, MONITOR, QUIT, …), is left out and told to the listener. Lines that begin with
 * {@code #} are comments. A command of more than 1 MiB passes through in pieces; one bulk has at most 512 MiB, as in the
 * server's default.
 */
public final class CommandStream implements CommandSource {
    static final int LARGE = 1024 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final long LARGEST_BULK = 512L * 1024 * 1024;
    private static final int MOST_ARGUMENTS = 1024 * 1024 * 1024;
    private static final int NOT_WHOLE = -1;

    /** Hears of commands that were left out. */
    public interface Listener {
        void leftOut(long place, String reason, byte[] asWritten);
    }

    private final InputStream in;
    private final String name;
    private final boolean prompt;
    private final Listener listener;

    private byte[] window = new byte[256 * 1024];
    private int at;
    private int end;
    /** Bytes of the input before the window. */
    private long before;

    private long lines;
    private boolean sawResp;
    /** A byte offset; or, in a stream of plain lines only, the complement of a line number. */
    private long place;

    private Progress progress = new Progress();
    private long unreported;
    private boolean transactionsRefused;
    private boolean inMulti;
    private boolean leavesMulti;
    private boolean sessionChanged;
    private boolean waited;
    private Pieces pieces;
    private int firstArgument;
    private int firstLength;

    /** The rest of a command that passes in pieces. */
    private static final class Pieces {
        private long argumentsLeft;
        private long bytesLeft;
        private final long start;

        Pieces(long start) {
            this.start = start;
        }
    }

    /**
     * @param name what to call the input in sentences
     * @param prompt whether commands should go out as they come, instead of waiting for more: a terminal or a pipe
     */
    public CommandStream(InputStream in, String name, boolean prompt, Listener listener) {
        this.in = in;
        this.name = name;
        this.prompt = prompt;
        this.listener = listener;
    }

    /** Counts its commands there. */
    public void reportTo(Progress value) {
        progress = value;
    }

    /** Leaves out transactions whole: where commands go to many servers, no server would have all of one. */
    public void refuseTransactions() {
        transactionsRefused = true;
    }

    @Override
    public long place() {
        return place;
    }

    /** A place in words: a line where lines were read, else a byte offset. */
    public String describe(long somePlace) {
        return (somePlace < 0 ? "line " + ~somePlace : "byte " + somePlace) + " of " + name;
    }

    @Override
    public boolean repeatable() {
        return !inMulti && !sessionChanged;
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        while (true) {
            if (pieces != null) {
                return piece(out);
            }
            if (at == end) {
                if (prompt && nothingThere()) {
                    waited = true;
                    return Pull.NOT_YET;
                }
                if (!fill()) {
                    return Pull.END;
                }
            }
            waited = false;
            Pull pull = window[at] == '*' ? resp(out) : line(out);
            if (pull != null) {
                return pull;
            }
        }
    }

    private boolean nothingThere() throws IOException {
        return !waited && in.available() == 0;
    }

    private Pull resp(CommandBuffer out) throws IOException {
        sawResp = true;
        int length = wholeCommand();
        while (length == NOT_WHOLE) {
            if (end - at >= LARGE) {
                pieces = new Pieces(offset());
                return piece(out);
            }
            if (!more()) {
                throw truncated(offset());
            }
            length = wholeCommand();
        }
        if (length == 0) {
            return null;
        }
        place = offset();
        int start = at;
        at += length;
        String objection = objection(window, firstArgument, firstLength);
        if (objection != null) {
            listener.leftOut(place, objection, Arrays.copyOfRange(window, start, at));
            return null;
        }
        out.raw(window, start, length);
        return Pull.COMMAND;
    }

    /**
     * Checks the command that begins at the window's position: its length, {@link #NOT_WHOLE} when the window ends
     * before it does, or 0 when there was nothing but an empty array, which a server passes over in silence.
     */
    private int wholeCommand() {
        int header = lineEnd(at + 1);
        if (header < 0) {
            return NOT_WHOLE;
        }
        long arguments = number(at + 1, header, MOST_ARGUMENTS, "a number of arguments");
        int next = header + 2;
        if (arguments <= 0) {
            at = next;
            return 0;
        }
        for (long i = 0; i < arguments; i++) {
            if (next >= end) {
                return NOT_WHOLE;
            }
            if (window[next] != '$') {
                throw bad(next, "'$' expected, but found " + shown(window[next]));
            }
            header = lineEnd(next + 1);
            if (header < 0) {
                return NOT_WHOLE;
            }
            long length = number(next + 1, header, LARGEST_BULK, "a length");
            if (length < 0) {
                throw bad(next + 1, "an argument cannot have the length " + length);
            }
            next = header + 2;
            if (length > end - next - 2) {
                checkEnd(next, length);
                return NOT_WHOLE;
            }
            int close = next + (int) length;
            if (window[close] != '\r' || window[close + 1] != '\n') {
                throw bad(close, "an argument of " + length + " bytes is not followed by CRLF: its length is wrong");
            }
            if (i == 0) {
                firstArgument = next;
                firstLength = (int) length;
            }
            next = close + 2;
        }
        return next - at;
    }

    private void checkEnd(int next, long length) {
        long close = next + length;
        if (close < end && window[(int) close] != '\r') {
            throw bad((int) close, "an argument of " + length + " bytes is not followed by CRLF: its length is wrong");
        }
    }

    /** Where the CRLF begins that ends a header; -1 when the window ends before it does. */
    private int lineEnd(int from) {
        int most = Math.min(end, from + 24);
        for (int i = from; i < most; i++) {
            if (window[i] == '\r') {
                if (i + 1 == end) {
                    return -1;
                }
                if (window[i + 1] != '\n') {
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
        boolean negative = from < to && window[from] == '-';
        int digit = negative ? from + 1 : from;
        long value = 0;
        if (digit == to || to - digit > 18) {
            throw bad(from, what + " expected");
        }
        for (; digit < to; digit++) {
            int d = window[digit] - '0';
            if (d < 0 || d > 9) {
                throw bad(from, what + " expected, but found " + shown(window[digit]));
            }
            value = value * 10 + d;
        }
        if (value > most) {
            throw bad(from, value + " is more than a server takes (" + most + ")");
        }
        return negative ? -value : value;
    }

    /** The next piece of a command that is too big to be held. */
    private Pull piece(CommandBuffer out) throws IOException {
        int start = out.length();
        boolean first = offset() == pieces.start;
        if (first) {
            place = offset();
            beginPieces(out);
        }
        while (pieces.argumentsLeft > 0 && out.length() - start < PIECE) {
            if (pieces.bytesLeft > 0) {
                copyBulk(out);
            } else {
                beginBulk(out);
            }
        }
        if (pieces.argumentsLeft > 0) {
            return Pull.PART;
        }
        pieces = null;
        return Pull.LAST_PART;
    }

    private void beginPieces(CommandBuffer out) throws IOException {
        int header = lineEnd(at + 1);
        pieces.argumentsLeft = number(at + 1, header, MOST_ARGUMENTS, "a number of arguments");
        take(out, header + 2 - at);
        int name = lineEnd(at + 1);
        if (CommandKind.of(window, name + 2, (int) number(at + 1, name, LARGEST_BULK, "a length"))
                == CommandKind.NOT_HERE) {
            throw bad(at, "a command that has no place in a stream of others");
        }
    }

    private void beginBulk(CommandBuffer out) throws IOException {
        int header = -1;
        while (at == end || (header = lineEnd(at + 1)) < 0) {
            if (!more()) {
                throw truncated(pieces.start);
            }
        }
        if (window[at] != '$') {
            throw bad(at, "'$' expected, but found " + shown(window[at]));
        }
        long length = number(at + 1, header, LARGEST_BULK, "a length");
        if (length < 0) {
            throw bad(at + 1, "an argument cannot have the length " + length);
        }
        pieces.bytesLeft = length + 2;
        take(out, header + 2 - at);
    }

    private void copyBulk(CommandBuffer out) throws IOException {
        if (at == end && !fill()) {
            throw truncated(pieces.start);
        }
        int count = (int) Math.min(Math.min(pieces.bytesLeft, end - at), PIECE);
        checkClosing(count);
        pieces.bytesLeft -= count;
        take(out, count);
        if (pieces.bytesLeft == 0) {
            pieces.argumentsLeft--;
        }
    }

    /** The last two bytes of a bulk are CR and LF, whichever piece they fall into. */
    private void checkClosing(int count) {
        for (long left = Math.min(2, pieces.bytesLeft); left > 0; left--) {
            long index = pieces.bytesLeft - left;
            if (index < count && window[at + (int) index] != (left == 2 ? '\r' : '\n')) {
                throw bad(at + (int) index, "an argument is not followed by CRLF: its length is wrong");
            }
        }
    }

    private void take(CommandBuffer out, int count) {
        out.raw(window, at, count);
        at += count;
    }

    private Pull line(CommandBuffer out) throws IOException {
        int feed = feed();
        lines++;
        place = sawResp ? offset() : ~lines;
        int start = at;
        at = Math.min(end, feed + 1);
        int stop = feed > start && window[feed - 1] == '\r' ? feed - 1 : feed;
        if (start == stop || window[start] == '#') {
            return null;
        }
        try {
            List<byte[]> arguments = PlainLine.split(window, start, stop);
            if (arguments.isEmpty()) {
                return null;
            }
            String objection = objection(arguments.get(0), 0, arguments.get(0).length);
            if (objection == null) {
                out.command(arguments.toArray(byte[][]::new));
                return Pull.COMMAND;
            }
            listener.leftOut(place, objection, Arrays.copyOfRange(window, start, stop));
        } catch (PlainLine.Unbalanced e) {
            listener.leftOut(place, e.getMessage(), Arrays.copyOfRange(window, start, stop));
        }
        return null;
    }

    /** Where the line ends, at its LF or at the end of the input. */
    private int feed() throws IOException {
        int from = at;
        while (true) {
            for (int i = from; i < end; i++) {
                if (window[i] == '\n') {
                    return i;
                }
            }
            int known = end - at;
            if (known > (int) LARGEST_BULK / 4) {
                throw bad(at, "a line of more than 128 MiB: write big values as RESP");
            }
            if (!more()) {
                return end;
            }
            from = at + known;
        }
    }

    /** Why a command of that name is left out; null for nearly all. */
    private String objection(byte[] bytes, int from, int length) {
        if (leavesMulti) {
            inMulti = false;
            leavesMulti = false;
        }
        unreported++;
        switch (length == 0 ? CommandKind.ORDINARY : CommandKind.of(bytes, from, length)) {
            case MULTI -> inMulti = true;
            case END_OF_MULTI -> leavesMulti = true;
            case CHANGES_SESSION -> sessionChanged = true;
            case NOT_HERE -> {
                return new String(bytes, from, length, StandardCharsets.UTF_8)
                        + " has no place in a stream of commands";
            }
            case ORDINARY -> {
                // Nearly always.
            }
        }
        return transactionsRefused && inMulti ? "a transaction cannot be spread over the nodes of a cluster" : null;
    }

    /** Reads on behind what is in the window, which keeps what is not yet taken; false at the end. */
    private boolean more() throws IOException {
        progress.addRecords(unreported);
        unreported = 0;
        if (at > 0) {
            System.arraycopy(window, at, window, 0, end - at);
            before += at;
            end -= at;
            at = 0;
        }
        if (end == window.length) {
            window = Arrays.copyOf(window, 2 * window.length);
        }
        int got = in.read(window, end, window.length - end);
        if (got > 0) {
            end += got;
        }
        return got > 0;
    }

    private boolean fill() throws IOException {
        before += end;
        at = 0;
        end = 0;
        return more();
    }

    private long offset() {
        return before + at;
    }

    private BadInput bad(int where, String what) {
        return BadInput.at(name, before + where, what);
    }

    private BadInput truncated(long start) {
        return new BadInput(name + " ends inside the command that begins at byte " + start);
    }

    private static String shown(byte b) {
        return b > ' ' && b < 127 ? "'" + (char) b + "'" : String.format(Locale.ROOT, "byte 0x%02x", b);
    }
}
