package dev.redkit.pipe;

import dev.redkit.grammar.Words;
import dev.redkit.io.Progress;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Commands from a file or a pipe, as RESP or as plain lines. RESP that is not well formed ends the stream with its byte
 * offset, since nobody can know where the next command would begin; a plain line that cannot be split, and a command that
 * has no place in a stream (SUBSCRIBE, MONITOR, QUIT, …), is left out and told to the listener. Lines that begin with
 * {@code #} are comments. A command of more than 1 MiB passes through in pieces; one bulk has at most 512 MiB, as in the
 * server's default.
 */
public final class CommandStream implements CommandSource {
    static final int LARGE = 1024 * 1024;
    private static final int LONGEST_LINE = 128 * 1024 * 1024;

    /** Hears of commands that were left out. */
    public interface Listener {
        void leftOut(long place, String reason, byte[] asWritten);
    }

    private final InputStream in;
    private final String name;
    private final boolean prompt;
    private final Listener listener;
    private final RespWindow window;
    private final Toll toll;

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
    private BigCommand big;
    /** Of the command that {@link #objection} looked at last. */
    private CommandKind kind;

    /**
     * Opens a stream.
     *
     * @param name what to call the input in sentences
     * @param prompt whether commands should go out as they come, instead of waiting for more: a terminal or a pipe
     */
    public CommandStream(InputStream in, String name, boolean prompt, Listener listener) {
        this(in, name, prompt, listener, new Toll());
    }

    CommandStream(InputStream in, String name, boolean prompt, Listener listener, Toll toll) {
        this.toll = toll;
        this.in = in;
        this.name = name;
        this.prompt = prompt;
        this.listener = listener;
        this.window = new RespWindow(in, name);
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
            if (big != null) {
                return pieceOf(big, out);
            }
            if (window.at == window.end) {
                report();
                if (wouldWait()) {
                    return Pull.NOT_YET;
                }
                if (!window.fill()) {
                    return Pull.END;
                }
                waited = false;
            }
            Pull pull = window.bytes[window.at] == '*' ? resp(out) : line(out);
            if (pull != null) {
                return pull;
            }
        }
    }

    /** Whether to say first that the next bytes are not there yet: what came before them must not wait with us. */
    private boolean wouldWait() throws IOException {
        waited = prompt && !waited && in.available() == 0;
        return waited;
    }

    private void report() {
        progress.addRecords(unreported);
        unreported = 0;
    }

    /** One command of RESP; null for one that is left out. */
    private Pull resp(CommandBuffer out) throws IOException {
        sawResp = true;
        place = window.offset();
        int length = window.wholeCommand();
        while (length == RespWindow.NOT_WHOLE) {
            if (window.end - window.at >= LARGE) {
                big = new BigCommand(window, toll);
                return pieceOf(big, out);
            }
            if (wouldWait()) {
                return Pull.NOT_YET;
            }
            if (!window.more()) {
                throw window.truncated(place);
            }
            waited = false;
            length = window.wholeCommand();
        }
        if (length == 0) {
            return null;
        }
        int start = window.at;
        window.at += length;
        String objection = objection(window.bytes, window.firstArgument, window.firstLength);
        if (objection != null) {
            listener.leftOut(place, objection, Arrays.copyOfRange(window.bytes, start, window.at));
            return null;
        }
        if (kind == CommandKind.DELETES) {
            toll.deletes(window.header(start + 1) >>> 32);
        } else if (kind == CommandKind.WEIGHTY) {
            toll.weighs(Toll.words(window.bytes, start));
        }
        out.raw(window.bytes, start, length);
        return Pull.COMMAND;
    }

    private Pull pieceOf(BigCommand command, CommandBuffer out) throws IOException {
        Pull pull = command.piece(out);
        if (pull == Pull.LAST_PART) {
            unreported++;
            big = null;
        }
        return pull;
    }

    /** One command on a line; null for one that is left out, a comment or a blank line. */
    private Pull line(CommandBuffer out) throws IOException {
        int feed = feed();
        if (feed < 0) {
            return Pull.NOT_YET;
        }
        lines++;
        place = sawResp ? window.offset() : ~lines;
        byte[] bytes = window.bytes;
        int start = window.at;
        window.at = Math.min(window.end, feed + 1);
        int stop = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
        if (start == stop || bytes[start] == '#') {
            return null;
        }
        Words words = Words.of(bytes, start, stop);
        byte[][] arguments = words.arguments();
        String objection = words.fault() != null
                ? words.fault().message()
                : arguments.length > 0 ? objection(arguments[0], 0, arguments[0].length) : null;
        if (objection != null) {
            listener.leftOut(place, objection, Arrays.copyOfRange(bytes, start, stop));
        } else if (arguments.length > 0) {
            if (kind == CommandKind.DELETES) {
                toll.deletes(arguments.length);
            } else if (kind == CommandKind.WEIGHTY) {
                toll.weighs(Stream.of(arguments)
                        .map(word -> new String(word, StandardCharsets.UTF_8))
                        .toList());
            }
            out.command(arguments);
            return Pull.COMMAND;
        }
        return null;
    }

    /** Where the line ends, at its LF or at the end of the input; -1 when that is not there yet. */
    private int feed() throws IOException {
        int from = window.at;
        while (true) {
            for (int i = from; i < window.end; i++) {
                if (window.bytes[i] == '\n') {
                    return i;
                }
            }
            int known = window.end - window.at;
            if (known > LONGEST_LINE) {
                throw window.bad(window.at, "a line of more than 128 MiB: write big values as RESP");
            }
            if (wouldWait()) {
                return -1;
            }
            if (!window.more()) {
                return window.end;
            }
            waited = false;
            from = window.at + known;
        }
    }

    /** Why a command of that name is left out; null for nearly all. */
    private String objection(byte[] bytes, int from, int length) {
        if (leavesMulti) {
            inMulti = false;
            leavesMulti = false;
        }
        unreported++;
        kind = CommandKind.of(bytes, from, length);
        switch (kind) {
            case MULTI -> inMulti = true;
            case END_OF_MULTI -> leavesMulti = true;
            case CHANGES_SESSION -> sessionChanged = true;
            case NOT_HERE -> {
                return new String(bytes, from, length, StandardCharsets.UTF_8)
                        + " has no place in a stream of commands";
            }
            case ORDINARY, DELETES, WEIGHTY -> {
                // Nearly always.
            }
        }
        return transactionsRefused && inMulti ? "a transaction cannot be spread over the nodes of a cluster" : null;
    }
}
