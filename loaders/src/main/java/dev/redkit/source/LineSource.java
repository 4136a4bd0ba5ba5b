package dev.redkit.source;

import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;

/** Records that are lines: their numbers, and how to go on at one of them. */
abstract class LineSource implements RowSource {
    final Lines lines;
    private long number;

    /** Begins behind a byte order mark, which is no text. */
    LineSource(Opening opening) throws IOException {
        lines = new Lines(opening.window());
        lines.skipByteOrderMark();
    }

    /** Begins a row that is the current line. */
    final void begin(Row row) {
        lines.begin(row, ++number);
    }

    @Override
    public void skip(long records, long offset, long line) throws IOException {
        if (records > 0) {
            number = records;
            lines.jump(offset, line);
        }
    }

    @Override
    public final void close() {
        lines.close();
    }
}
