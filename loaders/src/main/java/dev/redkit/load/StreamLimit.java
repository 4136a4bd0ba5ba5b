package dev.redkit.load;

import dev.redkit.wire.CommandBuffer;

/**
 * To what length each stream is trimmed as it grows.
 *
 * @param length messages kept
 * @param exact whether to the last one, which costs the server more than roughly
 */
public record StreamLimit(long length, boolean exact) {
    int words() {
        return exact ? 2 : 3;
    }

    void write(CommandBuffer out) {
        out.arg("MAXLEN");
        if (!exact) {
            out.arg("~");
        }
        out.arg(length);
    }
}
