package dev.redkit.bench.engine;

import java.io.Closeable;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a loop when its next request is due: a selector itself counts in milliseconds. The due time only ever grows, so
 * whatever this waits for is worth waking for, and nobody has to tell it of a change.
 */
final class Pacer implements Closeable {
    private static final long LONGEST = 1_000_000;
    /** The kernel wakes a sleeper about that much late. */
    private static final long SLACK = 50_000;

    private static final long SHORTEST = 10_000;

    private final Selector selector;
    private final AtomicLong due = new AtomicLong();
    private final Thread thread = new Thread(this::work, "bench-pacer");
    private volatile boolean closed;

    Pacer(Selector selector) {
        this.selector = selector;
        due.set(Long.MAX_VALUE);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The loop says when it wants to be awake. */
    void next(long nanos) {
        due.lazySet(nanos);
    }

    private void work() {
        long woken = Long.MIN_VALUE;
        while (!closed) {
            long when = due.get();
            long wait = when - System.nanoTime();
            // Not a moment earlier: a loop that finds nothing due yet would go back to sleep for good.
            if (wait <= 0 && when != woken) {
                woken = when;
                selector.wakeup();
            }
            LockSupport.parkNanos(Math.max(SHORTEST, Math.min(LONGEST, wait - SLACK)));
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
