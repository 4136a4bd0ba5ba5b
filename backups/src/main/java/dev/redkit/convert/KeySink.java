package dev.redkit.convert;

import dev.redkit.rdb.RdbReader;
import java.io.Closeable;
import java.io.IOException;

/** Takes keys, one after the other, for one file. */
public interface KeySink extends Closeable {
    /** The source of a library of functions. */
    void function(byte[] source) throws IOException;

    /** The key that the reader stands at; its value is read, or left. Says whether it was written. */
    boolean key(RdbReader reader) throws IOException;

    /** Writes what belongs at the end; nothing comes after it. */
    void end() throws IOException;

    /** How many bytes were written so far, before any compression; -1 when nobody counts. */
    long bytes();
}
