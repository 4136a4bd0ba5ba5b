package dev.redkit.entry;

import java.io.IOException;

/** What a key holds. Its elements are told to a walker, in their order on the server. */
public interface Value {
    long UNKNOWN = -1;

    Kind kind();

    /** How many elements {@link #walk} will tell of (bytes for a string), or {@link #UNKNOWN} before it has. */
    long size();

    /** Tells all elements. A value that comes from a stream can be walked once. */
    void walk(ValueWalker walker) throws IOException;
}
