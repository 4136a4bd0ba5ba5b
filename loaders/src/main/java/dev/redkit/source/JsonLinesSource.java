package dev.redkit.source;

import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import java.io.IOException;
import tools.jackson.core.exc.StreamReadException;

/** A JSON value on each line; a line that is none spoils only its own record. Blank lines are no records. */
final class JsonLinesSource extends LineSource {
    private final Columns columns = new Columns();
    private final JsonRecord json;

    private JsonLinesSource(Opening opening) throws IOException {
        super(opening);
        this.json = new JsonRecord(
                opening.name(), columns, opening.options().nested().flatten());
    }

    static JsonLinesSource open(Opening opening) throws IOException {
        return new JsonLinesSource(opening);
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
        begin(row);
        try {
            json.read(row, lines.bytes(), lines.from(), lines.length());
        } catch (StreamReadException e) {
            row.spoiled(JsonFault.of(e));
        }
        return true;
    }
}
