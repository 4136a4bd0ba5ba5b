package dev.redkit.grouping;

import java.io.IOException;

/** Takes the gathered keys, one at a time. */
public interface GroupSink {
    /** The key is valid for the time of this call. */
    void accept(Gathered gathered) throws IOException;
}
