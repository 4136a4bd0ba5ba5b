package dev.redkit.bench.engine;

import dev.redkit.failure.Failure;
import java.io.Closeable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What would hold up a loop: connecting again, and asking a cluster who serves what. One thread does it beside them, and
 * tries again for as long as the run lasts.
 */
final class Repairs implements Closeable {
    private static final long PAUSE_MILLIS = 100;

    /** {@code old}: what the new connection takes the place of, or null. */
    private record Lost(Line line, Loop loop, Connection old) {}

    private final Routes routes;
    private final BlockingQueue<Lost> lost = new LinkedBlockingQueue<>();
    private final AtomicBoolean stale = new AtomicBoolean();
    private final Thread thread = new Thread(this::work, "bench-repairs");
    private volatile boolean closed;

    Repairs(Routes routes) {
        this.routes = routes;
        thread.setDaemon(true);
        thread.start();
    }

    void reconnect(Line line, Loop loop) {
        lost.add(new Lost(line, loop, null));
    }

    /** Makes a new connection beside one that is still in use. */
    void replace(Connection old, Loop loop) {
        lost.add(new Lost(old.line(), loop, old));
    }

    /** A server said that a slot is elsewhere. */
    void moved() {
        stale.set(true);
    }

    private void work() {
        try {
            while (!closed) {
                Lost one = lost.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                if (stale.getAndSet(false)) {
                    refresh();
                }
                if (one != null && !connected(one)) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
                    lost.add(one);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh() {
        try {
            routes.refresh();
        } catch (Failure e) {
            stale.set(true);
        }
    }

    private static boolean connected(Lost one) {
        try {
            one.loop()
                    .take(
                            Line.open(
                                    one.line().target(),
                                    one.line().group(),
                                    one.line().replica()),
                            one.old());
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
