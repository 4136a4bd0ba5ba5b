package dev.redkit.source;

import static dev.redkit.record.FieldType.NULL;
import static dev.redkit.record.FieldType.TEXT;

import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns at fixed places of each line, counted in characters of UTF-8. Blanks around a field belong to the padding; a
 * field that is blank all over is null. A line that ends before the last column begins is ragged.
 */
final class FixedWidthSource extends LineSource {
    private final Widths widths;
    private final Ragged ragged;
    private final Columns columns;
    /** The line that was looked at is a record. */
    private boolean pending;

    private FixedWidthSource(Opening opening) throws IOException {
        super(opening);
        SourceOptions.Delimited said = opening.options().delimited();
        if (said.widths() == null) {
            throw new UsageError("fixed width needs to know the widths", "say them, as --widths 5,10,*");
        }
        this.widths = Widths.parse(said.widths());
        this.ragged = said.ragged();
        pending = nextLine();
        List<String> names = pending ? texts() : List.of();
        boolean header = said.header().isFirst(names, said.names());
        this.columns = Header.columns(said.names(), header ? names : List.of(), widths.count());
        pending &= !header;
    }

    static FixedWidthSource open(Opening opening) throws IOException {
        return new FixedWidthSource(opening);
    }

    private List<String> texts() {
        Row row = new Row(new Columns());
        cut(row);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            byte[] text = row.copy(i);
            texts.add(text == null ? "" : new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private boolean nextLine() throws IOException {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.length() == 0);
        return true;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean next(Row row) throws IOException {
        if (!pending && !nextLine()) {
            return false;
        }
        pending = false;
        begin(row);
        int fields = cut(row);
        String fault = ragged.fault(fields, widths.count());
        if (fields < widths.count()) {
            row.setNull(widths.count() - 1);
        }
        if (fault != null) {
            row.spoiled(fault);
        }
        return true;
    }

    /** Fills the fields; how many the line has, one more when there is text behind the last. */
    private int cut(Row row) {
        byte[] bytes = lines.bytes();
        int end = lines.from() + lines.length();
        int at = lines.from();
        int place = 0;
        for (int i = 0; i < widths.count(); i++) {
            int start = widths.start(i);
            if (start < place) {
                at = lines.from();
                place = 0;
            }
            at = walk(bytes, at, end, start - place);
            if (at == end && start > 0) {
                return i;
            }
            int to = walk(bytes, at, end, widths.end(i) - start);
            set(row, i, bytes, at, to);
            at = to;
            place = widths.end(i);
        }
        return isBlank(bytes, at, end) ? widths.count() : widths.count() + 1;
    }

    private static void set(Row row, int column, byte[] bytes, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
        row.set(column, from == to ? NULL : TEXT, bytes, from, to - from);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** So many characters on: bytes that go on with one do not count. */
    private static int walk(byte[] bytes, int from, int end, int characters) {
        int at = from;
        for (int left = characters; left > 0 && at < end; left--) {
            at++;
            while (at < end && (bytes[at] & 0xc0) == 0x80) {
                at++;
            }
        }
        return at;
    }

    @Override
    public void skip(long records, long offset, long line) throws IOException {
        pending &= records == 0;
        super.skip(records, offset, line);
    }
}
