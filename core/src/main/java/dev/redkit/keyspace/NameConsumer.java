package dev.redkit.keyspace;

import java.io.IOException;

/** Takes the names of keys, on the thread that reads. */
public interface NameConsumer {
    void accept(byte[] name) throws IOException;
}
