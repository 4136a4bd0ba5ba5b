package dev.redkit.publish;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream of bytes into lines, or into what NULs separate; knows whether the next is here already. */
public final class Letters {
    private static final int LARGEST = 512 * 1024 * 1024;

    private final InputStream in;
    private final String name;
    private final byte end;
    private byte[] window = new byte[64 * 1024];
    private int next;
    private int filled;
    private boolean ended;
    private boolean whole = true;
    private long count;

    public Letters(InputStream in, String name, boolean nul) {
        this.in = in;
        this.name = name;
        this.end = (byte) (nul ? 0 : '\n');
    }

    /** The next one, without its end; null when there is none any more. A carriage return before a line end goes, too. */
    public byte[] next() {
        int from = next;
        while (true) {
            for (int at = from; at < filled; at++) {
                if (window[at] == end) {
                    byte[] line = cut(at);
                    next = at + 1;
                    return line;
                }
            }
            int looked = filled - next;
            if (ended) {
                return looked == 0 ? null : last();
            }
            fill();
            from = next + looked;
        }
    }

    private byte[] cut(int at) {
        count++;
        int to = end == '\n' && at > next && window[at - 1] == '\r' ? at - 1 : at;
        return Arrays.copyOfRange(window, next, to);
    }

    private byte[] last() {
        byte[] line = cut(filled);
        whole = false;
        next = filled;
        return line;
    }

    /** Whether a whole one is here, so that {@link #next} would not wait. */
    public boolean ready() {
        for (int at = next; at < filled; at++) {
            if (window[at] == end) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last one had its end; without it, it may be half of what somebody wanted to write. */
    public boolean whole() {
        return whole;
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    private void fill() {
        if (next > 0) {
            System.arraycopy(window, next, window, 0, filled - next);
            filled -= next;
            next = 0;
        }
        if (filled == window.length) {
            if (filled >= LARGEST) {
                throw new BadInput(name + ": message " + (count + 1) + " is larger than 512 MB", "Redis takes no more");
            }
            window = Arrays.copyOf(window, 2 * window.length);
        }
        try {
            int got = in.read(window, filled, window.length - filled);
            ended = got < 0;
            filled += Math.max(got, 0);
        } catch (IOException e) {
            throw new BadInput("cannot read " + name + ": " + e.getMessage(), null, e);
        }
    }
}
