package dev.redkit.export;

import dev.redkit.entry.Entry;
import java.io.IOException;

/** Writes entries in one format. */
public interface EntryWriter {
    /**
     * Writes one entry while it walks its value. When that throws {@link dev.redkit.keyspace.Gone}, what was written of
     * the entry is marked as void, and the exception goes on.
     *
     * @return false when the format has no place for such an entry; then nothing was written
     */
    boolean write(Entry entry) throws IOException;

    /** Writes what belongs at the end, and flushes. */
    void end() throws IOException;
}
