package dev.redkit.source;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that can be read: those here are known to every program, others are added where they are put together. */
public final class Formats {
    static final Format CSV =
            new Format("csv", "delimited text", List.of("csv"), opening -> DelimitedText.open(opening, ","));
    static final Format TSV = new Format(
            "tsv", "text delimited by tabs", List.of("tsv", "tab"), opening -> DelimitedText.open(opening, "\t"));
    static final Format PSV =
            new Format("psv", "text delimited by |", List.of("psv"), opening -> DelimitedText.open(opening, "|"));
    static final Format JSONL =
            new Format("jsonl", "a JSON value on each line", List.of("jsonl", "ndjson"), JsonLinesSource::open);
    static final Format JSON =
            new Format("json", "a JSON array, or values one after the other", List.of("json"), JsonSource::open);
    static final Format LINES =
            new Format("lines", "each line a record", List.of("txt", "log"), PlainLinesSource::open);
    static final Format FIXED =
            new Format("fixed", "columns of fixed width (--widths)", List.of(), FixedWidthSource::open);
    static final Format RESP =
            new Format("resp", "commands, as for redis-cli --pipe", List.of("resp"), RespSource::open);
    static final Format XML = new Format("xml", "elements of XML", List.of("xml"), XmlSource::open);

    /** Add a format here. */
    private static final List<Format> ALL = List.of(CSV, TSV, PSV, JSONL, JSON, LINES, FIXED, RESP, XML);

    private final List<Format> formats;

    private Formats(List<Format> formats) {
        this.formats = formats;
    }

    public static Formats builtIn() {
        return new Formats(ALL);
    }

    /** These and others, which another module knows. */
    public Formats plus(List<Format> others) {
        List<Format> together = new ArrayList<>(formats);
        together.addAll(others);
        return new Formats(List.copyOf(together));
    }

    public List<Format> all() {
        return formats;
    }

    /** The format of that name. */
    public Format named(String name) {
        return formats.stream()
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> bySuffix(name))
                .orElseThrow(() -> new UsageError(
                        "there is no format '" + name + "'",
                        "it is one of "
                                + String.join(
                                        ", ", formats.stream().map(Format::name).toList())));
    }

    /** The format that files with this suffix have. */
    public Optional<Format> bySuffix(String suffix) {
        String lower = suffix.toLowerCase(Locale.ROOT);
        return formats.stream()
                .filter(format -> format.suffixes().contains(lower))
                .findFirst();
    }
}
