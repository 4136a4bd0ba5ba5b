package dev.redkit.convert;

import dev.redkit.backup.BackupPart;
import dev.redkit.io.Input;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.RdbReader;
import java.io.IOException;
import java.util.Optional;

/** In which version the RDB part of a file is. */
public final class RdbFormats {
    private RdbFormats() {}

    /** Empty for standard input, which can be read once, and for a file of commands. */
    public static Optional<RdbFormat> of(BackupPart part) throws IOException {
        if (part.place().equals("-") || part.content() == BackupPart.Content.COMMANDS) {
            return Optional.empty();
        }
        try (Input input = part.open()) {
            return Optional.of(RdbReader.open(input.stream(), part.name()).format());
        }
    }
}
