package dev.redkit.lane;

import java.time.Duration;

/**
 * Keeps the answers of one lane within a time: what may be under way shrinks at once when one took longer, and grows
 * slowly while they are quick.
 */
final class Gauge {
    private static final double SHRINK = 0.7;
    private static final double GROWTH = 1.0 / 256;
    private static final double LEAST = 1.0 / 65_536;

    private final long mostNanos;
    private double share = 1.0 / 16;
    private long lastCut;

    /** Null for a pace without a latency. */
    static Gauge of(Pace pace) {
        return pace.mostLatency() == null ? null : new Gauge(pace.mostLatency());
    }

    private Gauge(Duration most) {
        mostNanos = most.toNanos();
    }

    /** An answer took so long. */
    void sample(long tookNanos, long now) {
        if (tookNanos <= mostNanos) {
            share = Math.min(1, share + GROWTH);
        } else if (now - lastCut > tookNanos) {
            // What was under way at the last cut says nothing about it.
            share = Math.max(LEAST, share * SHRINK);
            lastCut = now;
        }
    }

    /** So much of a limit may be used. */
    int of(int limit) {
        return Math.max(1, (int) (limit * share));
    }

    boolean holdsBack() {
        return share < 1;
    }
}
