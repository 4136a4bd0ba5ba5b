package dev.redkit.bench.verdict;

import dev.redkit.bench.recorder.Histograms;
import java.io.Closeable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A thread that does nothing but sleep a millisecond at a time and notes how much longer it took: what the JVM and the
 * machine do to a sleeper, they do to requests too.
 */
final class Hiccups implements Closeable {
    private static final long STEP = 1_000_000;

    private final Histogram histogram = Histograms.empty();
    private final Thread thread = new Thread(this::work, "bench-hiccups");
    private long longest;
    private volatile boolean closed;

    private Hiccups() {
        thread.setDaemon(true);
    }

    static Hiccups watch() {
        Hiccups hiccups = new Hiccups();
        hiccups.thread.start();
        return hiccups;
    }

    private void work() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(STEP);
            long late = System.nanoTime() - before - STEP;
            synchronized (histogram) {
                histogram.recordValue(Math.max(0, late));
                longest = Math.max(longest, late);
            }
        }
    }

    /** Forgets what was before. */
    void reset() {
        synchronized (histogram) {
            histogram.reset();
        }
    }

    /** The longest since this was asked last. */
    long longest() {
        synchronized (histogram) {
            long value = longest;
            longest = 0;
            return value;
        }
    }

    /** What was since then. */
    Histogram soFar() {
        synchronized (histogram) {
            return histogram.copy();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
