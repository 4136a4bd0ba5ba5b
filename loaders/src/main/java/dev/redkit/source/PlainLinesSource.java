package dev.redkit.source;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.io.IOException;
import java.util.List;

/** Each line is a record with the one column {@code line}, an empty one too. */
final class PlainLinesSource extends LineSource {
    private final Columns columns;

    private PlainLinesSource(Opening opening) throws IOException {
        super(opening);
        List<String> names = opening.options().delimited().names();
        this.columns = Columns.of(List.of(names.isEmpty() ? "line" : names.get(0)));
    }

    static PlainLinesSource open(Opening opening) throws IOException {
        return new PlainLinesSource(opening);
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
        begin(row);
        row.set(0, FieldType.TEXT, lines.bytes(), lines.from(), lines.length());
        return true;
    }
}
