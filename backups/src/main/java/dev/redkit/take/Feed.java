package dev.redkit.take;

import java.io.Closeable;
import java.io.InputStream;

/** Where the data of one server come from, as an RDB file that is read once. */
interface Feed extends Closeable {
    InputStream stream();

    /** The id of the history of which the data are a moment, or "". */
    String id();

    /** Which moment that is, or -1. */
    long offset();

    /** After the end of the stream, or after it broke off: fails, with the reason, when it was not whole. */
    void demandWhole();

    @Override
    void close();
}
