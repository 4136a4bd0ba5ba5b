package dev.redkit.source;

import dev.redkit.io.Progress;
import dev.redkit.record.RowSource;

/** One thing of those that a user named: a file, a member of an archive, a query. It may be opened more than once. */
public interface Dataset {
    /** What to call it before a user; without secrets. */
    String name();

    /**
     * Begins to read it.
     *
     * @param progress told of its size and of what is read of it
     */
    RowSources.Opened begin(SourceOptions options, Progress progress);

    /** Tells its content from any other under the same name; null when nothing can, as for standard input. */
    String fingerprint();

    /** Its records, from the first. */
    default RowSource open(SourceOptions options, Progress progress) {
        return begin(options, progress).rows();
    }
}
