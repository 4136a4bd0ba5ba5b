package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import java.io.IOException;

/** Takes the keys of a server, one at a time, on the thread that reads. */
public interface EntryConsumer {
    /** The value is valid during this call only. A {@link Gone} that its walk throws is to be thrown on. */
    void accept(Entry entry) throws IOException;
}
