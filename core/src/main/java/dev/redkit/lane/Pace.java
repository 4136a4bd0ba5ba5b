package dev.redkit.lane;

import java.time.Duration;

/**
 * How fast commands may go out, for the sake of others on the same server.
 *
 * @param perSecond how many; infinite when the number does not matter
 * @param unit of what
 * @param mostLatency how long an answer may take, from written to read, before fewer commands are kept under way; null
 *     when that does not matter
 */
public record Pace(double perSecond, Unit unit, Duration mostLatency) {
    /** As fast as the servers take them. */
    public static final Pace UNLIMITED = new Pace(Double.POSITIVE_INFINITY, Unit.COMMANDS, null);

    /** What a rate counts. */
    public enum Unit {
        COMMANDS,
        /** Whatever {@link CommandSource#place} numbers: records, rows, lines. */
        PLACES
    }

    public Pace {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be more than nothing");
        }
        if (mostLatency != null && (mostLatency.isNegative() || mostLatency.isZero())) {
            throw new IllegalArgumentException("a latency must be more than nothing");
        }
    }

    /** This pace, and so many of these in a second at most. */
    public Pace rate(double most, Unit of) {
        return new Pace(most, of, mostLatency);
    }

    /** This pace, and answers within this time, as far as fewer commands under way can do that. */
    public Pace latency(Duration most) {
        return new Pace(perSecond, unit, most);
    }
}
