package dev.redkit.pipe;

import dev.redkit.failure.BadInput;
import dev.redkit.lane.CommandSource.Pull;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;

/** A command that is too big to be held, on its way through the window in pieces. */
final class BigCommand {
    private static final int PIECE = 64 * 1024;

    private final RespWindow window;
    private final Toll toll;
    private final long start;
    private long argumentsLeft = -1;
    /** Of the current argument, its CRLF included. */
    private long bytesLeft;

    /** The command begins where the window stands. */
    BigCommand(RespWindow window, Toll toll) {
        this.window = window;
        this.toll = toll;
        this.start = window.offset();
    }

    /** The next piece of a command that is too big to be held. */
    Pull piece(CommandBuffer out) throws IOException {
        int start = out.length();
        if (argumentsLeft < 0) {
            begin(out);
        }
        while (argumentsLeft > 0 && out.length() - start < PIECE) {
            if (bytesLeft > 0) {
                copyBulk(out);
            } else {
                beginBulk(out);
            }
        }
        if (argumentsLeft > 0) {
            return Pull.PART;
        }
        return Pull.LAST_PART;
    }

    private void begin(CommandBuffer out) {
        long header = window.header(window.at + 1);
        argumentsLeft = header >>> 32;
        take(out, (int) header - window.at);
        long name = window.header(window.at + 1);
        CommandKind kind = CommandKind.of(window.bytes, (int) name, (int) (name >>> 32));
        if (kind == CommandKind.NOT_HERE) {
            throw window.bad(window.at, "a command that has no place in a stream of others");
        }
        if (kind == CommandKind.DELETES) {
            toll.deletes(argumentsLeft);
        }
    }

    private void beginBulk(CommandBuffer out) throws IOException {
        long header = -1;
        while (window.at == window.end || (header = window.header(window.at + 1)) < 0) {
            if (!window.more()) {
                throw truncated();
            }
        }
        if (window.bytes[window.at] != '$') {
            throw window.bad(window.at, "'$' expected, but found " + RespWindow.shown(window.bytes[window.at]));
        }
        bytesLeft = (header >>> 32) + 2;
        take(out, (int) header - window.at);
    }

    private void copyBulk(CommandBuffer out) throws IOException {
        if (window.at == window.end && !window.fill()) {
            throw truncated();
        }
        int count = (int) Math.min(Math.min(bytesLeft, window.end - window.at), PIECE);
        checkClosing(count);
        bytesLeft -= count;
        take(out, count);
        if (bytesLeft == 0) {
            argumentsLeft--;
        }
    }

    /** The last two bytes of a bulk are CR and LF, whichever piece they fall into. */
    private void checkClosing(int count) {
        for (long left = Math.min(2, bytesLeft); left > 0; left--) {
            long index = bytesLeft - left;
            if (index < count && window.bytes[window.at + (int) index] != (left == 2 ? '\r' : '\n')) {
                throw window.bad(window.at + (int) index, "an argument is not followed by CRLF: its length is wrong");
            }
        }
    }

    private void take(CommandBuffer out, int count) {
        out.raw(window.bytes, window.at, count);
        window.at += count;
    }

    private BadInput truncated() {
        return window.truncated(start);
    }
}
