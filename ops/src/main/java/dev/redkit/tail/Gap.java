package dev.redkit.tail;

import java.util.Locale;

/**
 * A stretch of time in which things may have gone by unseen, or a known number of things that were not shown.
 *
 * @param micros when it ended, in microseconds since 1970
 * @param nanos how long it was at most
 * @param node where it was
 * @param cause why, as far as one can know
 * @param lost how many are known to be lost; -1 when nobody can know
 */
public record Gap(long micros, long nanos, String node, String cause, long lost) {
    /** The line that a person reads. */
    public String text() {
        String length = nanos > 0 ? " " + seconds() + " s" : "";
        String count = lost > 0 ? ", " + lost + " lost" : "";
        return "-- gap" + length + count + " (" + cause + ") --";
    }

    /** Its length to the millisecond. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
