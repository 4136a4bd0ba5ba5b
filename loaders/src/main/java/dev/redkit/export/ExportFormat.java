package dev.redkit.export;

import java.util.Locale;
import java.util.Optional;

/** What an export can be written as. */
public enum ExportFormat {
    /** An entry on each line. */
    JSONL("jsonl", "ndjson"),
    /** An array of entries. */
    JSON("json"),
    /** Hashes as a table, or a row for each element. */
    CSV("csv"),
    TSV("tsv"),
    /** Commands. */
    RESP("resp"),
    /** A file that a server loads. */
    RDB("rdb");

    private final String[] suffixes;

    ExportFormat(String... suffixes) {
        this.suffixes = suffixes;
    }

    /** The format of files with such a name: its suffix, or the one before that of a compression. */
    public static Optional<ExportFormat> ofName(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
        for (int i = parts.length - 1; i > 0 && i >= parts.length - 2; i--) {
            for (ExportFormat format : values()) {
                for (String suffix : format.suffixes) {
                    if (suffix.equals(parts[i])) {
                        return Optional.of(format);
                    }
                }
            }
        }
        return Optional.empty();
    }

    boolean isTable() {
        return this == CSV || this == TSV;
    }

    boolean isJson() {
        return this == JSON || this == JSONL;
    }
}
