package dev.redkit.commands.backup;

import java.util.Locale;
import java.util.Optional;

/** What {@code backup convert} writes: the forms of {@code export}, and those that only backups have. */
enum ConvertFormat {
    JSONL("jsonl", "ndjson"),
    JSON("json"),
    CSV("csv"),
    TSV("tsv"),
    RESP("resp"),
    RDB("rdb"),
    /** Commands in one file, with the times that were noted. */
    AOF("aof"),
    /** A folder with a base, an increment and a manifest. */
    AOF_FOLDER();

    private final String[] suffixes;

    ConvertFormat(String... suffixes) {
        this.suffixes = suffixes;
    }

    /** By a file's name: its suffix, or the one before that of a compression. */
    static Optional<ConvertFormat> ofName(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
        for (int i = parts.length - 1; i > 0 && i >= parts.length - 2; i--) {
            for (ConvertFormat format : values()) {
                for (String suffix : format.suffixes) {
                    if (suffix.equals(parts[i])) {
                        return Optional.of(format);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it can hold commands as they are. */
    boolean holdsCommands() {
        return this == RESP || this == AOF || this == AOF_FOLDER;
    }
}
