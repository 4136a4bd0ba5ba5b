package dev.redkit.commands.backup;

import dev.redkit.io.Suffixes;
import java.util.Arrays;
import java.util.List;
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

    private final List<String> suffixes;

    ConvertFormat(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /** By a file's name: its suffix, or the one before that of a compression. */
    static Optional<ConvertFormat> ofName(String name) {
        return Suffixes.of(name).stream()
                .flatMap(suffix -> Arrays.stream(values()).filter(format -> format.suffixes.contains(suffix)))
                .findFirst();
    }

    /** Whether it can hold commands as they are. */
    boolean holdsCommands() {
        return this == RESP || this == AOF || this == AOF_FOLDER;
    }
}
