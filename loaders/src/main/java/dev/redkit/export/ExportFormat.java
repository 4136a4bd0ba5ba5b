package dev.redkit.export;

import dev.redkit.io.Suffixes;
import java.util.Arrays;
import java.util.List;
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

    private final List<String> suffixes;

    ExportFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** The format of files with such a name: its suffix, or the one before that of a compression. */
    public static Optional<ExportFormat> ofName(String name) {
        return Suffixes.of(name).stream()
                .flatMap(suffix -> Arrays.stream(values()).filter(format -> format.suffixes.contains(suffix)))
                .findFirst();
    }

    boolean isTable() {
        return this == CSV || this == TSV;
    }

    boolean isJson() {
        return this == JSON || this == JSONL;
    }
}
