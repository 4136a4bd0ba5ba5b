package dev.redkit.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens at its own time. Its patience is for broken programs only: no test may measure with it. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long STEP_MILLIS = 10;

    private Eventually() {}

    /** Returns as soon as the condition holds; fails with the description when it never does. */
    public static void holds(BooleanSupplier condition, Supplier<String> description) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + description.get());
            }
            pause(STEP_MILLIS);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the test was interrupted while it waited", e);
        }
    }
}
