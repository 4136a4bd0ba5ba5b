package dev.redkit.source;

import dev.redkit.record.Row;
import java.io.IOException;
import java.io.Reader;

/**
 * Gives a parser the lines of one record after the other, and knows afterwards which they were: empty lines and comments
 * before a record are left out, and no line is given before it is asked for. A character is a byte.
 */
final class RecordLines extends Reader {
    /**
     * A CR that no LF follows is given as this and LF: after a CR, a parser would look whether an LF comes, which may be the
     * next record. It is a white space, so that it may stand behind a closing quote.
     */
    static final char LONE_RETURN = '\u2028';

    private final Window window;
    private final char comment;
    private long line = 1;
    /** Where the next record begins: its line, when the lines of this one are counted. */
    private long nextLine = 1;

    private boolean begun;
    /** Of the current record, relative to the window's position: what was given, and the end of the line that is. */
    private int given;

    private int lineEnd;
    /** Whether the last line has no end of its own; the parser gets one. */
    private boolean endMade;

    private boolean feedDue;

    RecordLines(Window window, char comment) throws IOException {
        this.window = window;
        this.comment = comment;
        window.skipByteOrderMark();
    }

    String name() {
        return window.name();
    }

    /** The line on which the current record begins. */
    long line() {
        return line;
    }

    /** The lines given before made the last record; the next one begins. */
    void beginRecord() {
        window.at += lineEnd;
        line = nextLine;
        begun = false;
        given = 0;
        lineEnd = 0;
        feedDue = false;
    }

    void made(Row row, long number) {
        int start = window.at;
        int end = start + lineEnd;
        row.clear(number, line, window.offset(start));
        row.followedBy(nextLine);
        int rawEnd = end;
        if (rawEnd > start && window.bytes[rawEnd - 1] == '\n') {
            rawEnd--;
        }
        if (rawEnd > start && window.bytes[rawEnd - 1] == '\r') {
            rawEnd--;
        }
        row.made(window.offset(end), window.bytes, start, rawEnd - start);
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (feedDue) {
            feedDue = false;
            into[offset] = '\n';
            return 1;
        }
        if (given == lineEnd && !nextLine()) {
            return -1;
        }
        if (given == lineEnd) {
            endMade = true;
            into[offset] = '\n';
            return 1;
        }
        int count = Math.min(length, lineEnd - given);
        byte[] bytes = window.bytes;
        int from = window.at + given;
        for (int i = 0; i < count; i++) {
            into[offset + i] = (char) (bytes[from + i] & 0xff);
        }
        given += count;
        if (given == lineEnd && into[offset + count - 1] == '\r') {
            into[offset + count - 1] = LONE_RETURN;
            feedDue = true;
        }
        return count;
    }

    /** Moves to the next line; true too when all that is left is to end the last one. */
    private boolean nextLine() throws IOException {
        while (true) {
            int end = endOfLine(lineEnd);
            if (end == lineEnd) {
                return begun && !endMade && !endsInLineEnd();
            }
            nextLine++;
            byte first = window.bytes[window.at + lineEnd];
            if (!begun && (first == '\n' || first == '\r' || (first == comment && comment != Dialect.NONE))) {
                window.at += end;
                line = nextLine;
                continue;
            }
            begun = true;
            lineEnd = end;
            return true;
        }
    }

    private boolean endsInLineEnd() {
        byte last = window.bytes[window.at + lineEnd - 1];
        return last == '\n' || last == '\r';
    }

    /** The end of the line that begins there, its line end included. */
    private int endOfLine(int from) throws IOException {
        int at = from;
        while (true) {
            int limit = window.limit - window.at;
            byte[] bytes = window.bytes;
            int base = window.at;
            while (at < limit && bytes[base + at] != '\n' && bytes[base + at] != '\r') {
                at++;
            }
            boolean whole = at < limit && (bytes[base + at] == '\n' || at + 1 < limit);
            if (whole) {
                return bytes[base + at] == '\r' && bytes[base + at + 1] == '\n' ? at + 2 : at + 1;
            }
            if (window.ended) {
                return limit;
            }
            if (window.more() == Window.More.FULL) {
                throw TooLarge.record(window, line);
            }
        }
    }

    /** Goes on at that offset, which is that line. */
    void jump(long offset, long itsLine) throws IOException {
        window.jump(offset);
        nextLine = itsLine;
        lineEnd = 0;
        given = 0;
        endMade = false;
        feedDue = false;
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public void close() {
        window.close();
    }
}
