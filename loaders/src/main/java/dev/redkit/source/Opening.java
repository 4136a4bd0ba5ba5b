package dev.redkit.source;

import java.io.InputStream;
import java.util.Arrays;

/**
 * What a format needs to begin: a stream that stands at its first byte, and what is known about it.
 *
 * @param name what the input is called before a user
 * @param head the first bytes of the stream, as many as came at once, which it will still give
 * @param transcoded whether the stream was made UTF-8, whatever it says itself
 */
public record Opening(String name, InputStream stream, byte[] head, boolean transcoded, SourceOptions options) {
    Window window() {
        return window(options.recordLimit());
    }

    Window window(int recordLimit) {
        return new Window(name, stream, recordLimit);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name + ", which begins with " + Arrays.toString(Arrays.copyOf(head, Math.min(head.length, 16)));
    }
}
