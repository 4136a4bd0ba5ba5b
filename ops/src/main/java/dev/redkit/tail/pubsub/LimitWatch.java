package dev.redkit.tail.pubsub;

import dev.redkit.failure.Failure;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks once a second, on a connection of its own, how much output the server holds for a tap, and says so before the
 * server cuts the tap off. It begins a second after the tap, so that a short one does not pay for it.
 */
final class LimitWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;

    private final Target server;
    private final Visit visit;
    private final Traffic traffic;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long waiting;

    private LimitWatch(Target server, Visit visit, Traffic traffic) {
        this.server = server;
        this.visit = visit;
        this.traffic = traffic;
    }

    /** For the connection that {@code visit} tells of. */
    static LimitWatch over(Target server, Visit visit, Traffic traffic) {
        LimitWatch watch = new LimitWatch(server, visit, traffic);
        if (visit.clientId() > 0) {
            Thread thread = new Thread(watch::run, "redkit-limit-watch");
            thread.setDaemon(true);
            thread.start();
        }
        return watch;
    }

    /** The command of this watch as MONITOR shows it, which is nothing that anybody wants to see. */
    static byte[] seenByMonitor(Visit visit) {
        return ("\"CLIENT\" \"LIST\" \"ID\" \"" + visit.clientId() + "\"").getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes that waited in the server when it was last asked. */
    long waiting() {
        return waiting;
    }

    private void run() {
        try {
            if (closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            try (Wire wire = Wire.open(server)) {
                watch(wire);
            }
        } catch (Failure e) {
            // The tap itself learns of a server that is gone; a user who may not ask cannot be warned.
            traffic.detail("the server's output buffer is not watched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Wire wire) throws InterruptedException {
        boolean told = false;
        String id = Long.toString(visit.clientId());
        do {
            waiting = omem(wire.demand("CLIENT", "LIST", "ID", id).text());
            if (waiting >= visit.limit().worrying() && !told) {
                told = true;
                traffic.remark("warning: " + OutputLimit.megabytes(waiting) + " wait in " + visit.address()
                        + " for redkit to read them; "
                        + (visit.limit().present() ? "it will cut the connection" : "they take its memory")
                        + " (" + visit.limit().text()
                        + "). What reads redkit's output is too slow: filter more, or see --on-slow");
            } else if (waiting < visit.limit().worrying() / 2) {
                told = false;
            }
        } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** The field of a CLIENT LIST line; 0 when the connection is not listed. */
    static long omem(String list) {
        int at = list.indexOf(" omem=");
        if (at < 0) {
            return 0;
        }
        int from = at + " omem=".length();
        int to = from;
        while (to < list.length() && Character.isDigit(list.charAt(to))) {
            to++;
        }
        return to > from ? Long.parseLong(list.substring(from, to)) : 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
