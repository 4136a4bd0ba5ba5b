package dev.redkit.load;

import dev.redkit.source.RowSources;

/** One input of a load: a file, a query, standard input. */
public interface LoadInput {
    /** What to call it before a user; without secrets. */
    String name();

    /** Tells it, and the way it is read, from others. */
    default String id() {
        return name();
    }

    /** Opens it at its beginning. */
    RowSources.Opened open();

    /** Its plain bytes, about; a negative number when nobody knows: it is no file. */
    long size();

    /** Tells it from any other content under the same name; null when nothing can (standard input, a query). */
    String fingerprint();
}
