package dev.redkit.commands.backup;

import dev.redkit.aof.AofReader;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import dev.redkit.render.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Moments as users say them, and as they are shown. */
final class AofTimes {
    private static final String HINT =
            "write it as 2026-11-29T10:15:00Z, '2026-11-29 10:15:00' (this machine's zone), 1795238600 or '10m ago'";

    private AofTimes() {}

    /** A moment in Unix seconds. */
    static long parse(String text, String option) {
        String word = text.strip();
        try {
            if (word.matches("\\d{1,12}")) {
                return Long.parseLong(word);
            } else if (word.endsWith(" ago")) {
                return Instant.now()
                        .minus(Durations.parse(word.substring(0, word.length() - 4), ChronoUnit.SECONDS))
                        .getEpochSecond();
            }
            String iso = word.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
            boolean zoned = iso.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)");
            return zoned
                    ? OffsetDateTime.parse(iso).toEpochSecond()
                    : LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toEpochSecond();
        } catch (DateTimeException | UsageError e) {
            throw new UsageError(option + ": '" + text + "' is not a time", HINT, e);
        }
    }

    /** In UTC; nothing where no time was noted. */
    static Value shown(long seconds) {
        return seconds == AofReader.NO_TIME ? Value.none() : Value.of(text(seconds));
    }

    static String text(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
