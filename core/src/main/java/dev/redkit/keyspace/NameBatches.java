package dev.redkit.keyspace;

import java.io.IOException;
import java.util.List;

/** Names of keys from anywhere, some at a time. */
public interface NameBatches {
    /** The next names, at most a few thousand; null at the end. */
    List<byte[]> next() throws IOException;
}
