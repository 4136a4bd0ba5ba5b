package dev.redkit.publish;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a moment, to some tens of microseconds, and can be called off. */
public final class Pace {
    private static final long STEP = 100_000_000;

    private final BooleanSupplier calledOff;

    public Pace(BooleanSupplier calledOff) {
        this.calledOff = calledOff;
    }

    /** Until {@link System#nanoTime} says that; false when it was called off. */
    public boolean until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (calledOff.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, STEP));
        }
        return !calledOff.getAsBoolean();
    }
}
