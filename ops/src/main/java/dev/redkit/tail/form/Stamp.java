package dev.redkit.tail.form;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the time of a message is shown. */
public enum Stamp {
    NONE,
    /** The time of day here, to the millisecond. */
    CLOCK,
    RFC3339,
    /** Seconds since 1970. */
    UNIX,
    /** Seconds since the message before. */
    DELTA,
    /** Seconds since the tail began. */
    SINCE_START;

    private static final DateTimeFormatter OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneId.of("UTC"));

    /** Writes times of one tail; it remembers the last two of them, since most messages come in handfuls. */
    public static final class Writer {
        private final Stamp stamp;
        private long start;
        private long last;
        private long shown = Long.MIN_VALUE;
        private String text = "";

        public Writer(Stamp stamp) {
            this.stamp = stamp;
        }

        public boolean none() {
            return stamp == NONE;
        }

        public String text(long micros) {
            if (start == 0) {
                start = micros;
                last = micros;
            }
            if (stamp == DELTA) {
                String delta = seconds(micros - last);
                last = micros;
                return delta;
            }
            if (micros != shown) {
                shown = micros;
                text = of(micros);
            }
            return text;
        }

        private String of(long micros) {
            return switch (stamp) {
                case NONE, DELTA -> "";
                case CLOCK -> OF_DAY.format(instant(micros));
                case RFC3339 -> rfc3339(micros);
                case UNIX -> seconds(micros);
                case SINCE_START -> seconds(micros - start);
            };
        }
    }

    static String rfc3339(long micros) {
        return FULL.format(instant(micros));
    }

    static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1e6);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochMilli(Math.floorDiv(micros, 1000));
    }
}
