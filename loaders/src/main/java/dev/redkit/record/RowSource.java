package dev.redkit.record;

import java.io.Closeable;
import java.io.IOException;

/** The records of one file, query or stream, pulled one after the other by one thread. */
public interface RowSource extends Closeable {
    /** The columns known so far; formats without a header add to them as rows come. */
    Columns columns();

    /** Whether columns may turn up that no earlier record had, as in formats without a header. */
    default boolean mayGrow() {
        return false;
    }

    /**
     * Fills {@code row}, which was made with {@link #columns()}, with the next record; false when there are no more. A
     * record that is spoiled alone is handed out as such ({@link Row#fault()}); what spoils all that follows is thrown as
     * a BadInput that names the line or offset.
     */
    boolean next(Row row) throws IOException;

    /**
     * Moves, before the first {@link #next}, to behind the given number of records, whose last ended at that offset of
     * the plain input and before that line. Formats that cannot jump read and drop them.
     */
    default void skip(long records, long offset, long line) throws IOException {
        Row row = new Row(columns());
        long left = records;
        while (left > 0 && next(row)) {
            left--;
        }
    }

    @Override
    void close();
}
