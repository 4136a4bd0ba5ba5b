package dev.redkit.keys;

import java.io.IOException;

/** Takes keys, one at a time whichever server they come from. */
public interface KeyConsumer {
    void accept(KeyFacts key) throws IOException;
}
