package dev.redkit.source;

import static dev.redkit.record.FieldType.NULL;
import static dev.redkit.record.FieldType.TEXT;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delimited text of the plain kind (RFC 4180): a delimiter of one byte, fields that may be enclosed in double quotes, a
 * quote within them doubled, lines that end in LF, CRLF or CR. It looks for the next delimiter or line end in eight bytes
 * at once, and its fields are slices of what was read; only those with doubled quotes are written anew. Bytes are not
 * looked at otherwise: NUL and invalid UTF-8 pass.
 *
 * <p>An empty field is null, a quoted empty one is an empty text. Empty lines are no records.
 */
public final class CsvSource implements RowSource {
    private static final int INCOMPLETE = -1;
    private static final int BIG = 1 << 20;
    /** No byte equals it. */
    private static final int NO_QUOTE = 256;

    private final Window window;
    private final Ragged ragged;
    private final byte delimiter;
    private final long delimiters;
    private final int quote;
    private final Columns columns;

    /** Fields beyond these are only counted. */
    private int known = Header.MOST_COLUMNS;

    private long number;
    private long line = 1;

    // Of the record that is being scanned: its fields, line ends within it, what spoils it, and where the next begins.
    private int fields;
    private int innerLines;
    private String fault;
    private int next;
    // Of its quoted field: where its bytes are.
    private byte[] quotedArray;
    private int quotedFrom;
    private int quotedLength;
    private long openLine;
    private byte[] unescaped = {};
    private int unescapedUsed;

    private CsvSource(Window window, Dialect dialect, SourceOptions options) throws IOException {
        this.window = window;
        this.ragged = options.delimited().ragged();
        this.delimiter = dialect.plainDelimiter();
        this.delimiters = Bits.repeat(delimiter);
        this.quote = dialect.quote() == Dialect.NONE ? NO_QUOTE : dialect.quote();
        window.skipByteOrderMark();
        List<String> first = first();
        boolean header =
                options.delimited().header().isFirst(first, options.delimited().names());
        this.columns = Header.columns(options.delimited().names(), header ? first : List.of(), first.size());
        this.known = columns.count();
        if (header && !first.isEmpty()) {
            line += 1 + innerLines;
            window.at = next;
        }
    }

    /** Reads the header, or looks at the first record. */
    static CsvSource open(Opening opening, Dialect dialect) throws IOException {
        return new CsvSource(opening.window(), dialect, opening.options());
    }

    private List<String> first() throws IOException {
        Row row = new Row(new Columns());
        if (!scanned(row)) {
            return List.of();
        }
        Header.check(fields, fault, line, window.name());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < fields; i++) {
            byte[] text = row.copy(i);
            texts.add(text == null ? "" : new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean next(Row row) throws IOException {
        if (!scanned(row)) {
            return false;
        }
        number++;
        line += 1 + innerLines;
        row.followedBy(line);
        window.at = next;
        if (fields != known) {
            fault = fault != null ? fault : ragged.fault(fields, known);
            if (fields < known) {
                row.setNull(known - 1);
            }
        }
        if (fault != null) {
            row.spoiled(fault);
        }
        return true;
    }

    @Override
    public void skip(long records, long offset, long itsLine) throws IOException {
        if (records > 0) {
            window.jump(offset);
            number = records;
            line = itsLine;
        }
    }

    @Override
    public void close() {
        window.close();
    }

    /** Scans the record at the window's position, empty lines passed over; false when there is none. */
    private boolean scanned(Row row) throws IOException {
        while (true) {
            int start = window.at;
            row.clear(number + 1, line, window.offset(start));
            int end = scan(row);
            if (end == INCOMPLETE) {
                readMore();
            } else if (end > start) {
                row.made(window.offset(next), window.bytes, start, end - start);
                return true;
            } else if (next == start) {
                return false;
            } else {
                line++;
                window.at = next;
            }
        }
    }

    /** Fills the row; where the record ends, its line end not included, or {@link #INCOMPLETE}. */
    private int scan(Row row) {
        byte[] bytes = window.bytes;
        fields = 0;
        innerLines = 0;
        fault = null;
        unescapedUsed = 0;
        openLine = 0;
        int from = window.at;
        int at = from;
        while (true) {
            if (bytes[from] == quote && at == from) {
                at = quotedField(row, from);
                if (at == INCOMPLETE) {
                    return INCOMPLETE;
                }
                if (bytes[at] != delimiter) {
                    return endOfLine(at);
                }
                from = ++at;
                continue;
            }
            int stop = plainFields(row, bytes, from, at);
            if (bytes[stop] == quote) {
                from = stop;
                at = stop;
            } else {
                return endOfLine(stop);
            }
        }
    }

    /** The hot loop: fields without quotes, up to a line end or to a field that begins with a quote. */
    private int plainFields(Row row, byte[] bytes, int first, int start) {
        int from = first;
        int at = start;
        int column = fields;
        while (true) {
            long word = (long) Window.WORDS.get(bytes, at);
            long hits = Bits.zerosIn(word ^ delimiters, word ^ Bits.LINE_FEEDS, word ^ Bits.RETURNS);
            while (hits != 0) {
                int hit = at + Bits.first(hits);
                if (column < known) {
                    row.set(column, hit == from ? NULL : TEXT, bytes, from, hit - from);
                }
                column++;
                if (bytes[hit] != delimiter) {
                    fields = column;
                    return hit;
                }
                from = hit + 1;
                if (bytes[from] == quote) {
                    fields = column;
                    return from;
                }
                hits &= hits - 1;
            }
            at += Long.BYTES;
        }
    }

    /** Where the record ends, when what stands there is a line end and not the end of what was read. */
    private int endOfLine(int index) {
        int limit = window.limit;
        if (index >= limit) {
            next = limit;
            return window.ended ? limit : INCOMPLETE;
        }
        next = index + 1;
        if (window.bytes[index] == '\r') {
            if (next == limit && !window.ended) {
                return INCOMPLETE;
            }
            if (next < limit && window.bytes[next] == '\n') {
                next++;
            }
        }
        return index;
    }

    /** A field whose quote opens there; the index of the delimiter or line end behind it. */
    private int quotedField(Row row, int open) {
        int at = closed(open + 1);
        if (at == INCOMPLETE) {
            return INCOMPLETE;
        }
        if (fields < known) {
            row.set(fields, TEXT, quotedArray, quotedFrom, quotedLength);
        }
        fields++;
        byte[] bytes = window.bytes;
        while (bytes[at] != delimiter && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        if (bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r') {
            fault = Ragged.AFTER_QUOTE;
            while (bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
        }
        return at;
    }

    /** Finds the closing quote; the index after it. */
    private int closed(int from) {
        byte[] bytes = window.bytes;
        int limit = window.limit;
        openLine = line + innerLines;
        int piece = from;
        int at = from;
        boolean doubled = false;
        int scratch = unescapedUsed;
        while (true) {
            at = quoteOrLine(bytes, at);
            if (at >= limit) {
                return INCOMPLETE;
            }
            if (bytes[at] != quote) {
                innerLines += bytes[at] == '\n' || bytes[at + 1] != '\n' ? 1 : 0;
                at++;
                continue;
            }
            if (at + 1 == limit && !window.ended) {
                return INCOMPLETE;
            }
            if (at + 1 == limit || bytes[at + 1] != quote) {
                break;
            }
            unescape(bytes, piece, at + 1);
            doubled = true;
            at += 2;
            piece = at;
        }
        if (doubled) {
            unescape(bytes, piece, at);
        }
        quotedArray = doubled ? unescaped : bytes;
        quotedFrom = doubled ? scratch : from;
        quotedLength = doubled ? unescapedUsed - scratch : at - from;
        openLine = 0;
        return at + 1;
    }

    private int quoteOrLine(byte[] bytes, int from) {
        long quotes = Bits.repeat(quote);
        int at = from;
        while (true) {
            long word = (long) Window.WORDS.get(bytes, at);
            long hits = Bits.zerosIn(word ^ quotes, word ^ Bits.LINE_FEEDS, word ^ Bits.RETURNS);
            if (hits != 0) {
                return at + Bits.first(hits);
            }
            at += Long.BYTES;
        }
    }

    private void unescape(byte[] bytes, int from, int to) {
        int length = to - from;
        if (unescapedUsed + length > unescaped.length) {
            // Fields before this one keep the old array. A large one is made large enough for the whole record at once.
            int needed = unescapedUsed + length;
            int enough = needed < BIG ? 2 * needed : window.limit - window.at;
            unescaped = Arrays.copyOf(unescaped, enough);
        }
        System.arraycopy(bytes, from, unescaped, unescapedUsed, length);
        unescapedUsed += length;
    }

    private void readMore() throws IOException {
        long opened = openLine;
        switch (window.more()) {
            case READ -> {}
            case ENDED -> throw neverClosed(opened);
            case FULL -> throw tooLarge(opened);
        }
    }

    private BadInput neverClosed(long opened) {
        return Ragged.neverClosed(window.name(), opened);
    }

    /** Reads on to tell how large it is, without keeping it. */
    private BadInput tooLarge(long opened) throws IOException {
        long start = window.offset(window.at);
        boolean inside = opened != 0;
        window.at = window.limit;
        long end = -1;
        while (end < 0 && window.drop()) {
            for (int i = window.at; i < window.limit && end < 0; i++) {
                if (window.bytes[i] == quote && opened != 0) {
                    inside = !inside;
                } else if (!inside && (window.bytes[i] == '\n' || window.bytes[i] == '\r')) {
                    end = window.offset(i);
                }
            }
        }
        if (end < 0 && inside) {
            return neverClosed(opened);
        }
        return TooLarge.record(window, line, (end < 0 ? window.offset(window.limit) : end) - start);
    }
}
