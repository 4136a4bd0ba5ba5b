package dev.redkit.keyspace;

import java.io.IOException;

/** Takes the keys of a server as payloads; the few that are too big for one, to be walked. */
public interface DumpConsumer extends EntryConsumer {
    void accept(Dump dump) throws IOException;
}
