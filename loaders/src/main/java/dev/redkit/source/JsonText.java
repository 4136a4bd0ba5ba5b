package dev.redkit.source;

import dev.redkit.failure.BadInput;
import java.io.Closeable;
import java.io.IOException;

/**
 * Finds where JSON values begin and end in a stream, and on which line. Whether they are well-formed inside is for a parser
 * to say, once a value lies in one piece.
 */
final class JsonText implements Closeable {
    static final int END = -1;

    private static final long QUOTES = Bits.repeat('"');
    private static final long BACKSLASHES = Bits.repeat('\\');

    private static final int INCOMPLETE = -1;

    private final Window window;
    private long line = 1;
    private long lineStart;

    JsonText(Window window) throws IOException {
        this.window = window;
        window.skipByteOrderMark();
    }

    /** The next byte that is no white space, which is not taken yet, or {@link #END}. */
    int peek() throws IOException {
        while (true) {
            byte[] bytes = window.bytes;
            int at = window.at;
            while (at < window.limit && isBlank(bytes[at])) {
                at++;
            }
            advance(at);
            if (at < window.limit) {
                return bytes[at] & 0xff;
            }
            if (window.more() == Window.More.ENDED) {
                return END;
            }
        }
    }

    /** Takes the byte that was seen. */
    void take() {
        advance(window.at + 1);
    }

    /** Brings the value that begins here into one piece, as far as it is closed; where it ends. */
    int value() throws IOException {
        while (true) {
            int end = end(window.at);
            if (end != INCOMPLETE) {
                return end;
            }
            switch (window.more()) {
                case READ -> {}
                case ENDED -> throw cutOff();
                case FULL -> throw tooLarge();
            }
        }
    }

    /** Passes over the value that begins here, however large. */
    void skip() throws IOException {
        Skipping skipping = new Skipping();
        while (true) {
            int end = skipping.end(window);
            advance(end);
            if (skipping.isDone()) {
                return;
            }
            if (window.more() == Window.More.ENDED) {
                if (skipping.atEnd()) {
                    return;
                }
                throw cutOff();
            }
        }
    }

    private int end(int from) {
        byte[] bytes = window.bytes;
        int limit = window.limit;
        byte first = bytes[from];
        if (first == '"') {
            return endOfString(bytes, from, limit);
        }
        if (first != '{' && first != '[') {
            int at = endOfScalar(bytes, from, limit);
            return at < limit || window.ended ? Math.max(at, from + 1) : INCOMPLETE;
        }
        int depth = 0;
        for (int at = from; at < limit; at++) {
            byte b = bytes[at];
            if (b == '"') {
                at = endOfString(bytes, at, limit) - 1;
                if (at < 0) {
                    return INCOMPLETE;
                }
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return INCOMPLETE;
    }

    private static int endOfString(byte[] bytes, int from, int limit) {
        int end = endOfText(bytes, from + 1, limit);
        return end < limit ? end + 1 : INCOMPLETE;
    }

    /** Where the quote is that closes the text which begins there, or the limit. */
    static int endOfText(byte[] bytes, int from, int limit) {
        int at = quoteOrBackslash(bytes, from, limit);
        while (at < limit && bytes[at] == '\\') {
            at = quoteOrBackslash(bytes, at + 2, limit);
        }
        return Math.min(at, limit);
    }

    /** The next such byte of an array of the window, or the limit. */
    static int quoteOrBackslash(byte[] bytes, int from, int limit) {
        for (int at = from; at < limit; at += Long.BYTES) {
            long word = (long) Window.WORDS.get(bytes, at);
            long hits = Bits.zerosIn(word ^ QUOTES, word ^ BACKSLASHES);
            if (hits != 0) {
                return Math.min(limit, at + Bits.first(hits));
            }
        }
        return limit;
    }

    /** The same as a walk that goes on in the next piece. */
    private static final class Skipping {
        private int depth;
        private boolean inString;
        private boolean escaped;
        private boolean scalar;
        private boolean done;

        int end(Window window) {
            int at = window.at;
            while (at < window.limit && !done) {
                byte b = window.bytes[at];
                if (scalar && endsScalar(b)) {
                    done = true;
                    return at;
                }
                step(b);
                at++;
            }
            return at;
        }

        private void step(byte b) {
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
                done = !inString && depth == 0;
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                done = --depth <= 0;
            } else if (depth == 0) {
                scalar = true;
            }
        }

        boolean isDone() {
            return done;
        }

        boolean atEnd() {
            return scalar;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The end of the number or word that begins there. */
    static int endOfScalar(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit && !endsScalar(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean endsScalar(byte b) {
        return isBlank(b) || b == ',' || b == ']' || b == '}' || b == '{' || b == '[' || b == '"';
    }

    /** Moves on, counting lines. */
    void advance(int to) {
        for (int feed = window.lineFeed(window.at); feed < to; feed = window.lineFeed(feed + 1)) {
            line++;
            lineStart = window.offset(feed + 1);
        }
        window.at = to;
    }

    Window window() {
        return window;
    }

    long line() {
        return line;
    }

    /** Where it stands, for people: {@code file:line:column}. */
    String place() {
        return window.name() + ":" + line + ":" + (window.offset(window.at) - lineStart + 1);
    }

    /** The place of something in the value here: lines after this one, and the column in that. */
    String place(int linesOn, int column) {
        long before = linesOn == 0 ? window.offset(window.at) - lineStart : 0;
        return window.name() + ":" + (line + linesOn) + ":" + (before + column);
    }

    private BadInput cutOff() {
        return new BadInput(
                place() + ": the value that begins here does not end before the file does",
                "the file is cut off, or a" + " quote or bracket is missing");
    }

    private BadInput tooLarge() throws IOException {
        long itsLine = line;
        long start = window.offset(window.at);
        skip();
        return TooLarge.record(window, itsLine, window.offset(window.at) - start);
    }

    void jump(long offset, long itsLine) throws IOException {
        window.jump(offset);
        line = itsLine;
        lineStart = offset;
    }

    @Override
    public void close() {
        window.close();
    }
}
