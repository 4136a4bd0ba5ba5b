package dev.redkit.format;

import java.io.IOException;
import java.io.OutputStream;

/** The folder of the file that is written, for formats of several files. */
public interface Beside {
    /** What the file that is written is called. */
    String fileName();

    /** Another file there. It appears with the first one, or not at all; whoever gave this closes it. */
    OutputStream open(String name) throws IOException;
}
