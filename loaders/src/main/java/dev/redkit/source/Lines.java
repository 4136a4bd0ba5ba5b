package dev.redkit.source;

import dev.redkit.record.Row;
import java.io.Closeable;
import java.io.IOException;

/** The lines of an input, one after the other, as slices. They end in LF or CRLF. */
final class Lines implements Closeable {
    private final Window window;
    private long line;
    private long nextLine = 1;
    private int from;
    private int to;
    private int next;

    Lines(Window window) {
        this.window = window;
    }

    void skipByteOrderMark() throws IOException {
        window.skipByteOrderMark();
        next = window.at;
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        window.at = next;
        int end = window.lineFeed(window.at);
        while (end == window.limit && !window.ended) {
            int seen = end - window.at;
            if (window.more() == Window.More.FULL) {
                throw tooLarge();
            }
            end = window.lineFeed(window.at + seen);
        }
        from = window.at;
        if (end == window.limit && end == from) {
            next = from;
            return false;
        }
        next = Math.min(window.limit, end + 1);
        to = end > from && window.bytes[end - 1] == '\r' ? end - 1 : end;
        line = nextLine++;
        return true;
    }

    private RuntimeException tooLarge() throws IOException {
        long start = window.offset(window.at);
        while (window.drop()) {
            int end = window.lineFeed(window.at);
            if (end < window.limit) {
                return TooLarge.record(window, nextLine, window.offset(end) - start);
            }
        }
        return TooLarge.record(window, nextLine, window.offset(window.limit) - start);
    }

    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (window.bytes[i] != ' ' && window.bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Begins a row that is this line. */
    void begin(Row row, long number) {
        row.clear(number, line, window.offset(from));
        row.followedBy(nextLine);
        row.made(window.offset(next), window.bytes, from, to - from);
    }

    byte[] bytes() {
        return window.bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return to - from;
    }

    /** Goes on at that offset, which is that line. */
    void jump(long offset, long itsLine) throws IOException {
        window.jump(offset);
        next = window.at;
        nextLine = itsLine;
    }

    @Override
    public void close() {
        window.close();
    }
}
