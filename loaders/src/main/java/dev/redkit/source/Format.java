package dev.redkit.source;

import dev.redkit.record.RowSource;
import java.io.IOException;
import java.util.List;

/**
 * A format of datasets.
 *
 * @param name as in {@code --format}
 * @param what it is, in a few words
 * @param suffixes of its files, without the dot
 * @param magic recognises it whatever the file is called
 */
public record Format(String name, String what, List<String> suffixes, Magic magic, Opener opener) {
    public Format {
        suffixes = List.copyOf(suffixes);
    }

    /** A format that its first bytes do not tell from every other. */
    public Format(String name, String what, List<String> suffixes, Opener opener) {
        this(name, what, suffixes, head -> false, opener);
    }

    /** Recognises a format by the first bytes of a file. */
    public interface Magic {
        boolean begins(byte[] head);
    }

    /** Begins to read a dataset of this format. */
    public interface Opener {
        RowSource open(Opening opening) throws IOException;
    }
}
