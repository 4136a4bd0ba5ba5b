package dev.redkit.source;

import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import tools.jackson.core.exc.StreamReadException;

/** A JSON value on each line; a line that is none spoils only its own record. Blank lines are no records. */
final class JsonLinesSource implements RowSource {
    private final Lines lines;
    private final Columns columns = new Columns();
    private final JsonRecord json;
    private long number;

    private JsonLinesSource(Opening opening) {
        this.lines = new Lines(opening.window());
        this.json = new JsonRecord(
                opening.name(), columns, opening.options().nested().flatten());
    }

    static JsonLinesSource open(Opening opening) throws IOException {
        JsonLinesSource source = new JsonLinesSource(opening);
        source.lines.skipByteOrderMark();
        return source;
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
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.isBlank());
        number++;
        lines.begin(row, number);
        try {
            json.read(row, lines.bytes(), lines.from(), lines.length());
        } catch (StreamReadException e) {
            row.spoiled(JsonFault.of(e));
        }
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
