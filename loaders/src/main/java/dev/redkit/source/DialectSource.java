package dev.redkit.source;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * Delimited text of any dialect, by Commons CSV. It sees bytes as characters of Latin 1, so that all of them survive and
 * its positions are those of the input; and it is given one line at a time, so that it never reads ahead of the record.
 */
final class DialectSource implements RowSource {
    private static final Pattern WHERE_IT_OPENED = Pattern.compile("\\(startline (\\d+)\\)");

    /** What a record here costs beside its bytes: the parser's buffer while that grows, a text, its bytes. */
    private static final int COPIES = 4;

    private final RecordLines lines;
    private final CSVFormat format;
    private final String nullText;
    private final Ragged ragged;
    private final Columns columns;
    private final int known;
    private CSVParser parser;
    private Iterator<CSVRecord> records;
    private long linesParsed;
    private CSVRecord pending;
    private long number;

    private DialectSource(Opening opening, Dialect dialect) throws IOException {
        SourceOptions.Delimited said = opening.options().delimited();
        this.lines = new RecordLines(opening.window(opening.options().recordLimit() / COPIES), dialect.comment());
        this.format = format(dialect);
        this.nullText = dialect.nullText() == null ? "" : bytesOf(dialect.nullText());
        this.ragged = said.ragged();
        begin();
        List<String> first = first();
        boolean header = said.header().isFirst(first, said.names());
        if (header) {
            pending = null;
        }
        this.columns = Header.columns(said.names(), header ? first : List.of(), first.size());
        this.known = columns.count();
    }

    static DialectSource open(Opening opening, Dialect dialect) throws IOException {
        return new DialectSource(opening, dialect);
    }

    private static CSVFormat format(Dialect dialect) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(
                        new String(dialect.delimiter().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .setQuote(dialect.quote() == Dialect.NONE ? null : dialect.quote())
                .setEscape(dialect.escape() == Dialect.NONE ? null : dialect.escape())
                .setIgnoreSurroundingSpaces(dialect.trim())
                .setNullString(dialect.nullText() == null ? null : bytesOf(dialect.nullText()))
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setIgnoreEmptyLines(false)
                .get();
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void begin() throws IOException {
        parser = CSVParser.builder().setReader(lines).setFormat(format).get();
        records = parser.iterator();
        linesParsed = 0;
    }

    private List<String> first() throws IOException {
        Row row = new Row(new Columns());
        pending = parsed(row);
        List<String> texts = new ArrayList<>();
        Header.check(pending == null ? 0 : pending.size(), row.fault(), row.line(), lines.name());
        if (pending != null) {
            for (String given : pending) {
                String text = text(given);
                byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.ISO_8859_1);
                texts.add(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean next(Row row) throws IOException {
        CSVRecord record = pending;
        if (record == null) {
            record = parsed(row);
        } else {
            lines.made(row, number + 1);
        }
        pending = null;
        if (record == null) {
            if (row.fault() == null) {
                return false;
            }
        } else {
            fill(row, record);
        }
        number++;
        return true;
    }

    private void fill(Row row, CSVRecord record) {
        int size = Math.min(record.size(), known);
        for (int i = 0; i < size; i++) {
            String text = text(record.get(i));
            if (text == null) {
                row.setNull(i);
            } else {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                row.set(i, FieldType.TEXT, bytes, 0, bytes.length);
            }
        }
        if (size < known) {
            row.setNull(known - 1);
        }
        row.spoiled(ragged.fault(record.size(), known));
    }

    /** A field as it stands in the input: with its lone CRs, and without one that ends the record. */
    private String text(String given) {
        if (given == null || given.indexOf(RecordLines.LONE_RETURN) < 0) {
            return given;
        }
        String text = given.replace(RecordLines.LONE_RETURN + "\n", "\r");
        int last = text.length() - 1;
        if (last < 0 || text.charAt(last) != RecordLines.LONE_RETURN) {
            return text;
        }
        text = text.substring(0, last);
        return text.equals(nullText) ? null : text;
    }

    /** The next record, with its place in the row; null when there is none, or it is broken, which the row says. */
    private CSVRecord parsed(Row row) throws IOException {
        lines.beginRecord();
        try {
            CSVRecord record = records.hasNext() ? records.next() : null;
            lines.made(row, number + 1);
            linesParsed = parser.getCurrentLineNumber();
            return record;
        } catch (UncheckedIOException e) {
            String what = String.valueOf(e.getCause().getMessage());
            if (what.contains("EOF")) {
                throw Ragged.neverClosed(lines.name(), lines.line() + openedAfter(what));
            }
            lines.made(row, number + 1);
            row.spoiled(what.contains("encapsulated") ? Ragged.AFTER_QUOTE : what);
            begin();
            return null;
        }
    }

    /** How many lines after the first of its record. */
    private long openedAfter(String what) {
        Matcher where = WHERE_IT_OPENED.matcher(what);
        return where.find() ? Math.max(0, Long.parseLong(where.group(1)) - linesParsed - 1) : 0;
    }

    @Override
    public void skip(long count, long offset, long line) throws IOException {
        if (count > 0) {
            pending = null;
            number = count;
            lines.jump(offset, line);
            begin();
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
