package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;

/**
 * RESP, as {@code redis-cli --pipe} takes it: each array is a record, its items (bulk strings, numbers, nulls) the columns
 * {@code c1, c2, …}. For a command, {@code c1} is its name and {@code c2} mostly the key.
 */
final class RespSource implements RowSource {
    private static final int INCOMPLETE = -1;

    private final Window window;
    private final Columns columns;
    private long number;
    private int at;
    /** The number in the header that was read last. */
    private long value;

    private RespSource(Opening opening) {
        window = opening.window();
        columns = Columns.of(opening.options().delimited().names());
    }

    static RespSource open(Opening opening) throws IOException {
        return new RespSource(opening);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean mayGrow() {
        return true;
    }

    @Override
    public boolean next(Row row) throws IOException {
        while (true) {
            row.clear(number + 1, 0, window.offset(window.at));
            if (array(row)) {
                number++;
                row.made(window.offset(at), window.bytes, window.at, at - window.at);
                window.at = at;
                return true;
            }
            int left = window.limit - window.at;
            switch (window.more()) {
                case READ -> {}
                case FULL ->
                    throw new BadInput("the array at byte " + window.offset(window.at) + " of " + window.name()
                            + " has more than " + window.most() + " bytes");
                case ENDED -> {
                    if (left == 0) {
                        return false;
                    }
                    throw new BadInput(
                            window.name() + " ends within the array that begins at byte " + window.offset(window.at));
                }
            }
        }
    }

    /** Reads the array at the window's position; false when not all of it is there. */
    private boolean array(Row row) {
        at = window.at;
        if (at == window.limit) {
            return false;
        }
        if (!header('*')) {
            return false;
        }
        long items = value;
        if (items > Header.MOST_COLUMNS) {
            throw bad(window.at, "an array of " + items + " items, at most " + Header.MOST_COLUMNS + " are taken");
        }
        for (int i = 0; i < items; i++) {
            if (at >= window.limit || !item(row, i)) {
                return false;
            }
        }
        while (columns.count() < items) {
            columns.add("c" + (columns.count() + 1));
        }
        return true;
    }

    private boolean item(Row row, int column) {
        int start = at;
        byte kind = window.bytes[at];
        switch (kind) {
            case '$' -> {
                return header('$') && bulk(row, column);
            }
            case ':', '+' -> {
                int end = endOfLine(at + 1);
                if (end == INCOMPLETE) {
                    return false;
                }
                FieldType type = kind == ':' ? FieldType.INTEGER : FieldType.TEXT;
                row.set(column, type, window.bytes, start + 1, end - start - 1);
                at = end + 2;
            }
            case '_' -> {
                int end = endOfLine(at + 1);
                if (end == INCOMPLETE) {
                    return false;
                }
                row.setNull(column);
                at = end + 2;
            }
            default -> throw bad(at, "'$' expected, found byte " + (kind & 0xff));
        }
        return true;
    }

    private boolean bulk(Row row, int column) {
        if (value < 0) {
            row.setNull(column);
            return true;
        }
        if (window.limit - at < value + 2) {
            if (value > window.most()) {
                throw bad(at, "an item of " + value + " bytes, at most " + window.most() + " are taken");
            }
            return false;
        }
        int end = at + (int) value;
        if (window.bytes[end] != '\r' || window.bytes[end + 1] != '\n') {
            throw bad(end, "no CRLF behind an item of " + value + " bytes: its length is wrong");
        }
        row.set(column, FieldType.TEXT, window.bytes, at, (int) value);
        at = end + 2;
        return true;
    }

    /** Reads {@code *12 CRLF} or {@code $12 CRLF}; false when not all of it is there. */
    private boolean header(char kind) {
        byte[] bytes = window.bytes;
        if (bytes[at] != kind) {
            throw bad(at, "'" + kind + "' expected, found byte " + (bytes[at] & 0xff));
        }
        int end = endOfLine(at + 1);
        if (end == INCOMPLETE) {
            return false;
        }
        int digits = bytes[at + 1] == '-' ? at + 2 : at + 1;
        long count = 0;
        for (int i = digits; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || end - digits > 10) {
                throw bad(at, "no length");
            }
            count = 10 * count + bytes[i] - '0';
        }
        if (digits == end || (digits == at + 2 && count != 1)) {
            throw bad(at, "no length");
        }
        value = digits == at + 2 ? -1 : count;
        at = end + 2;
        return true;
    }

    /** Where the CR of the line is. */
    private int endOfLine(int from) {
        byte[] bytes = window.bytes;
        int end = from;
        while (end < window.limit && bytes[end] != '\r') {
            if (bytes[end] == '\n' || end - from > 1 << 16) {
                throw bad(end, "CRLF expected");
            }
            end++;
        }
        if (end + 1 >= window.limit) {
            return INCOMPLETE;
        }
        if (bytes[end + 1] != '\n') {
            throw bad(end, "CRLF expected");
        }
        return end;
    }

    private BadInput bad(int index, String what) {
        return new BadInput(
                what + " at byte " + window.offset(index) + " of " + window.name(),
                "RESP is arrays of bulk strings, as redis-cli --pipe takes it");
    }

    @Override
    public void skip(long records, long offset, long line) throws IOException {
        if (records > 0) {
            number = records;
            window.jump(offset);
        }
    }

    @Override
    public void close() {
        window.close();
    }
}
