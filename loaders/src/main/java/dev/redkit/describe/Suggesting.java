package dev.redkit.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Thinks up how a dataset would be loaded, from what is in it. */
final class Suggesting {
    /** Estimates of distinct values are off by two per cent, rarely by more. */
    private static final double NEARLY_ALL = 0.95;

    private static final Set<String> SCORES = Set.of("score", "points", "rank", "rating", "weight");

    private final String name;
    private final long records;
    private final List<ColumnProfile> columns;

    private Suggesting(String name, long records, List<ColumnProfile> columns) {
        this.name = name;
        this.records = records;
        this.columns = columns;
    }

    static Suggestion of(String name, String format, long records, List<ColumnProfile> columns) {
        return records == 0 || columns.isEmpty() ? null : new Suggesting(name, records, columns).suggest(format);
    }

    private Suggestion suggest(String format) {
        String prefix = prefix();
        Optional<ColumnProfile> id = id();
        Optional<ColumnProfile> longitude = named("lon", "lng", "long", "longitude");
        Optional<ColumnProfile> latitude = named("lat", "latitude");
        if (columns.size() == 1) {
            return members(prefix, format);
        }
        if (longitude.isPresent() && latitude.isPresent() && id.isPresent()) {
            return made(
                    "geo",
                    prefix,
                    List.of(
                            "--lon",
                            longitude.get().name(),
                            "--lat",
                            latitude.get().name(),
                            "--member",
                            field(id.get())),
                    "there are coordinates",
                    format);
        }
        Optional<ColumnProfile> score = first(column ->
                column.type().isNumber() && SCORES.contains(column.name().toLowerCase(Locale.ROOT)));
        if (score.isPresent() && id.isPresent() && columns.size() <= 3) {
            return made(
                    "zset",
                    prefix,
                    List.of("--member", field(id.get()), "--score", field(score.get())),
                    "each " + id.get().name() + " has one " + score.get().name(),
                    format);
        }
        boolean nested = columns.stream().anyMatch(column -> column.type() == ValueType.JSON);
        String structure = nested ? "json" : "hash";
        if (id.isPresent()) {
            String reason = "every " + id.get().name() + " is there once" + (nested ? ", and records nest" : "");
            return made(structure, prefix + ":" + field(id.get()), List.of(), reason, format);
        }
        if (first(column -> column.type() == ValueType.DATE_TIME).isPresent()) {
            return made("stream", prefix, List.of(), "records have a time, and no column that is there once", format);
        }
        return made(structure, prefix + ":{#row}", List.of(), "no column has another value in every record", format);
    }

    private Suggestion members(String prefix, String format) {
        ColumnProfile only = columns.get(0);
        boolean different = isUnique(only);
        String reason = different ? "there is one column, with another value in every record" : "there is one column";
        return different
                ? made("set", prefix, List.of("--member", field(only)), reason, format)
                : made("list", prefix, List.of("--value", field(only)), reason, format);
    }

    private Suggestion made(String structure, String key, List<String> options, String reason, String format) {
        List<String> words = new ArrayList<>(List.of("redkit", "load", name.equals("standard input") ? "-" : name));
        if (name.equals("standard input")) {
            words.addAll(List.of("--format", format));
        }
        words.addAll(List.of("--as", structure, "--key", key));
        words.addAll(options);
        String command = String.join(" ", words.stream().map(Suggesting::quoted).toList());
        return new Suggestion(structure, key, options, reason, command);
    }

    /** As a shell takes it. */
    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String field(ColumnProfile column) {
        return "{" + column.name().replace("{", "{{").replace("}", "}}") + "}";
    }

    private Optional<ColumnProfile> first(Predicate<ColumnProfile> wanted) {
        return columns.stream().filter(wanted).findFirst();
    }

    private Optional<ColumnProfile> named(String... names) {
        List<String> all = List.of(names);
        return first(
                column -> column.type().isNumber() && all.contains(column.name().toLowerCase(Locale.ROOT)));
    }

    /** The column that tells records apart: better one that is called so, then one with the type of a key. */
    private Optional<ColumnProfile> id() {
        return first(column -> isUnique(column) && isCalledId(column.name()))
                .or(() -> first(column -> isUnique(column) && column.type() == ValueType.UUID))
                .or(() -> first(column -> isUnique(column) && column.type() == ValueType.INTEGER))
                .or(() -> first(column -> isUnique(column) && column.type() == ValueType.TEXT));
    }

    private static boolean isCalledId(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("_?id|key|uuid|guid|.*[_.-]id|@id") || name.matches(".*[a-z]Id");
    }

    private boolean isUnique(ColumnProfile column) {
        if (column.nulls() > 0 || column.distinct() == ColumnProfile.NOT_COUNTED || column.longest() > 512) {
            return false;
        }
        return column.exact() ? column.distinct() == records : column.distinct() >= NEARLY_ALL * records;
    }

    /** Of the file's name, in the singular: {@code users.csv.gz} gives {@code user}. */
    private String prefix() {
        if (name.startsWith("jdbc:") || name.equals("standard input")) {
            return "row";
        }
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
        int dot = file.indexOf('.');
        String base = (dot > 0 ? file.substring(0, dot) : file)
                .replaceAll("[^\\p{L}\\p{N}_-]+", "-")
                .toLowerCase(Locale.ROOT);
        boolean plural = base.length() > 3 && base.endsWith("s") && !base.endsWith("ss");
        return base.isEmpty() ? "row" : plural ? base.substring(0, base.length() - 1) : base;
    }
}
