package dev.redkit.source;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.util.List;

/** Each line is a record with the one column {@code line}, an empty one too. */
final class PlainLinesSource implements RowSource {
    private final Lines lines;
    private final Columns columns;
    private long number;

    private PlainLinesSource(Lines lines, List<String> names) {
        this.lines = lines;
        this.columns = Columns.of(List.of(names.isEmpty() ? "line" : names.get(0)));
    }

    static PlainLinesSource open(Opening opening) throws IOException {
        Lines lines = new Lines(opening.window());
        lines.skipByteOrderMark();
        return new PlainLinesSource(lines, opening.options().delimited().names());
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean next(Row row) throws IOException {
        if (!lines.next()) {
            return false;
        }
        lines.begin(row, ++number);
        row.set(0, FieldType.TEXT, lines.bytes(), lines.from(), lines.length());
        return true;
    }

    @Override
    public void skip(long records, long offset, long line) throws IOException {
        if (records > 0) {
            number = records;
            lines.jump(offset, line);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
