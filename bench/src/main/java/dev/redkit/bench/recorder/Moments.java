package dev.redkit.bench.recorder;

/** Whoever follows the time line of a run may want to know when it began, by {@link System#nanoTime}. */
public interface Moments {
    void started(long nanos);
}
