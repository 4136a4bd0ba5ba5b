package dev.redkit.mapping;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.record.FieldType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the values of a column shall be, by {@code --type}: they are written in one way then, or their record is rejected. */
final class ColumnType {
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

    /** The words of {@code --type}. */
    enum Kind {
        TEXT("text"),
        INT("a whole number of 64 bits"),
        FLOAT("a number"),
        BOOL("true or false"),
        JSON("JSON"),
        EPOCH("a time"),
        EPOCH_MS("a time"),
        DATE("a date");

        private final String what;

        Kind(String what) {
            this.what = what;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String pattern;
    private final DateTimeFormatter format;

    private ColumnType(Kind kind, String pattern, DateTimeFormatter format) {
        this.kind = kind;
        this.pattern = pattern;
        this.format = format;
    }

    /** Reads {@code int}, or {@code date:dd.MM.yyyy}. */
    static ColumnType parse(String column, String words) {
        int colon = words.indexOf(':');
        String word = colon < 0 ? words : words.substring(0, colon);
        List<String> known = Arrays.stream(Kind.values()).map(Kind::word).toList();
        if (!known.contains(word)) {
            String close = Suggestion.hint(word, known);
            throw new UsageError(
                    "--type " + column + ": there is no type '" + word + "'",
                    close == null ? "there are " + String.join(", ", known) : close);
        }
        Kind kind = Kind.valueOf(word.toUpperCase(Locale.ROOT));
        if (colon < 0) {
            return new ColumnType(kind, null, null);
        }
        String pattern = words.substring(colon + 1);
        return new ColumnType(kind, pattern, format(column, kind, pattern));
    }

    private static DateTimeFormatter format(String column, Kind kind, String pattern) {
        if (kind != Kind.DATE && kind != Kind.EPOCH && kind != Kind.EPOCH_MS) {
            throw new UsageError("--type " + column + ": " + kind.word() + " takes no pattern");
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new UsageError(
                    "--type " + column + ": '" + pattern + "' is no pattern of a date: " + e.getMessage(),
                    "for example dd.MM.yyyy or yyyy/MM/dd HH:mm:ss",
                    e);
        }
    }

    String what() {
        return format == null ? kind.what : kind.what + " like " + pattern;
    }

    FieldType fieldType() {
        return switch (kind) {
            case TEXT -> FieldType.TEXT;
            case INT, EPOCH, EPOCH_MS, DATE -> FieldType.INTEGER;
            case FLOAT -> FieldType.DECIMAL;
            case BOOL -> FieldType.BOOLEAN;
            case JSON -> FieldType.JSON;
        };
    }

    /** Whether nothing at all stands for a null: it does but in text. */
    boolean emptyIsNull() {
        return kind != Kind.TEXT;
    }

    /** Writes a value as its type has it; false if it is none. */
    boolean normalise(Slice value) {
        return switch (kind) {
            case TEXT -> true;
            case INT -> Numbers.normaliseInteger(value) && Checks.isLong(value);
            case FLOAT -> Numbers.normaliseDecimal(value);
            case BOOL -> bool(value);
            case JSON -> ValueText.isJson(value);
            case EPOCH, EPOCH_MS, DATE -> time(value);
        };
    }

    private static boolean bool(Slice value) {
        value.trim();
        String word = value.length > 5 ? "" : value.text().toLowerCase(Locale.ROOT);
        boolean yes = TRUE.contains(word);
        if (yes || FALSE.contains(word)) {
            value.set(yes ? "1" : "0");
            return true;
        }
        return false;
    }

    private boolean time(Slice value) {
        value.trim();
        if (kind != Kind.DATE && format == null && Numbers.normaliseInteger(value)) {
            return Checks.isLong(value);
        }
        long millis = format == null ? ValueText.isoMillis(value.text()) : parse(value.text());
        if (millis == ValueText.NO_TIME) {
            return false;
        }
        value.set(Long.toString(kind == Kind.EPOCH_MS ? millis : Math.floorDiv(millis, 1000)));
        return true;
    }

    /** What the pattern does not say: midnight, UTC. */
    private long parse(String text) {
        try {
            TemporalAccessor parsed = format.parse(text);
            LocalDate date = LocalDate.from(parsed);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            if (zone == null && parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                zone = ZoneOffset.from(parsed);
            }
            return date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(zone == null ? ZoneOffset.UTC : zone)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return ValueText.NO_TIME;
        }
    }
}
