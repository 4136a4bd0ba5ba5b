package dev.redkit.lane;

import java.util.function.LongSupplier;

/** Lets so many commands or places through in a second, evenly: never more at once than some milliseconds' worth. */
final class Throttle {
    private static final double NANOS = 1e9;
    private static final double SECONDS_AT_ONCE = 0.02;

    private final double perSecond;
    private final boolean places;
    private final LongSupplier clock;
    private final double most;
    private double tokens;
    private long last;
    private long lastPlace;
    private boolean anyPlace;

    /** Null for a pace without a rate. */
    static Throttle of(Pace pace, LongSupplier clock) {
        return Double.isInfinite(pace.perSecond()) ? null : new Throttle(pace, clock);
    }

    private Throttle(Pace pace, LongSupplier clock) {
        this.perSecond = pace.perSecond();
        this.places = pace.unit() == Pace.Unit.PLACES;
        this.clock = clock;
        this.most = Math.max(1, perSecond * SECONDS_AT_ONCE);
        this.tokens = 1;
        this.last = clock.getAsLong();
    }

    /** Whether a further command may go. */
    boolean allows() {
        if (tokens < 1) {
            long now = clock.getAsLong();
            tokens = Math.min(most, tokens + (now - last) / NANOS * perSecond);
            last = now;
        }
        return tokens >= 1;
    }

    /** One goes. */
    void took(long place) {
        if (!places || !anyPlace || place != lastPlace) {
            tokens--;
            lastPlace = place;
            anyPlace = true;
        }
    }

    /** How long until the next may go. */
    long waitNanos() {
        return allows() ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS);
    }

    /** How many may go at once. */
    int most() {
        return (int) Math.min(Integer.MAX_VALUE, most);
    }
}
