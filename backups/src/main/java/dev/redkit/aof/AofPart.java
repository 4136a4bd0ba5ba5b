package dev.redkit.aof;

import java.nio.file.Path;

/**
 * One of the files that make up an append-only file.
 *
 * @param sequence its number in the manifest
 */
public record AofPart(Path file, long sequence, Role role) {
    /** What the server does with a file. */
    public enum Role {
        /** The state that the others build on: RDB, or commands. */
        BASE,
        /** Commands after the base, in the order of their numbers. */
        INCREMENT,
        /** A file from before all that, which the server has not deleted yet. */
        HISTORY
    }

    public String name() {
        return String.valueOf(file.getFileName());
    }
}
