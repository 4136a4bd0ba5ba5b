package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.Durations;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The time between a connection that broke and the next answer: how often it was tried, how long to wait before the next
 * try, and when patience ends. A server that takes connections and drops them makes no progress, and so ends it too.
 */
final class Recovery {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long NAP_NANOS = 20_000_000;
    private static final long SILENCE_NANOS = 5_000_000_000L;

    private final Duration patience;
    private final Incidents incidents;
    private final Supplier<String> soFar;
    private final RandomGenerator random;

    private boolean pending;
    private boolean inTrouble;
    private long since;
    private int failures;
    private String told = "";
    private long toldAt;
    private long reconnects;

    Recovery(Duration patience, Incidents incidents, Supplier<String> soFar, RandomGenerator random) {
        this.patience = patience;
        this.incidents = incidents;
        this.soFar = soFar;
        this.random = random;
    }

    /** Whether something has to be connected again before anything else. */
    boolean pending() {
        return pending;
    }

    /** Connections that were made in the place of others. */
    long reconnects() {
        return reconnects;
    }

    /** Something broke, or could not be reached; thrown again once patience is at its end. */
    void failed(Failure failure) {
        pending = true;
        begin();
        if (System.nanoTime() - since > patience.toNanos()) {
            String what = failure.getMessage() + ", again and again for " + Durations.format(patience) + soFar.get();
            String hint = failure.hint().orElse(null);
            throw failure instanceof ServerRefused refused
                    ? new ServerRefused(refused.code(), what, hint)
                    : new Unreachable(what, hint, failure);
        }
        failures++;
        tell(failure.getMessage(), pauseMillis());
    }

    /** The server is there, but takes nothing just now. */
    void refused(String what, long pauseMillis) {
        begin();
        tell(what, pauseMillis);
    }

    private void begin() {
        if (!inTrouble) {
            inTrouble = true;
            since = System.nanoTime();
        }
    }

    private void tell(String what, long pauseMillis) {
        long now = System.nanoTime();
        if (!what.equals(told) || now - toldAt > SILENCE_NANOS) {
            told = what;
            toldAt = now;
            incidents.trouble(what, Duration.ofMillis(pauseMillis));
        }
    }

    /** How long to wait before the next try: twice as long each time. */
    private long pauseMillis() {
        return failures == 0 ? 0 : Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
    }

    /** Waits for the next try, unless nobody wants it any more. */
    void await(long atLeastMillis, BooleanSupplier cancelled) {
        long end = System.nanoTime() + Math.max(atLeastMillis, jitteredPauseMillis()) * 1_000_000;
        for (long left = end - System.nanoTime();
                left > 0 && !cancelled.getAsBoolean();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, NAP_NANOS));
        }
    }

    /** The same, a little earlier or later: many that lost the same server do not come back in the same moment. */
    private long jitteredPauseMillis() {
        long pause = pauseMillis();
        return pause == 0 ? 0 : pause / 2 + random.nextLong(pause);
    }

    /** A connection was given up for one elsewhere. */
    void replaced() {
        pending = true;
    }

    /** What was lost is there again; nothing has been answered yet. */
    void connected() {
        if (pending) {
            pending = false;
            reconnects++;
        }
    }

    /** A command was answered. */
    void progress() {
        if (inTrouble) {
            inTrouble = false;
            failures = 0;
            told = "";
            incidents.over(Duration.ofNanos(System.nanoTime() - since));
        }
    }
}
