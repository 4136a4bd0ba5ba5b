package dev.redkit.export;

import dev.redkit.entry.Entry;
import java.io.Closeable;
import java.io.IOException;

/** Entries from a file, pulled one after the other by one thread. */
public interface EntrySource extends Closeable {
    /**
     * The next entry, or null at the end. Its value is a {@link SteppedValue}, can be walked once, and only until the
     * next entry; what is not walked is skipped. A walk throws {@link dev.redkit.keyspace.Gone} at the end of an entry
     * that was marked as void.
     */
    Entry next() throws IOException;

    /** The line on which the latest entry begins, from 1. */
    long line();

    @Override
    void close();
}
