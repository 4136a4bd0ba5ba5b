package dev.redkit.embedded;

import dev.redkit.failure.Unreachable;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a server that was just started answers PING, for as long as it lives and is patient enough. */
final class Readiness {
    private static final long STEP_MILLIS = 5;
    /**
     * An error is an answer too: with an aclfile of its own the server may know another password. But it may also be the
     * answer of a stranger on the same port, and then this server is about to end.
     */
    private static final String READY = "Ready to accept connections";

    private Readiness() {}

    /** The process that is waited for. */
    interface Starting {
        boolean exited();

        void pause(long milliseconds) throws InterruptedException;
    }

    /** Returns when the server answers; throws, with the end of its log, when it ends or stays silent. */
    static void await(Target target, Starting process, Path log, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            if (process.exited()) {
                throw failed("the redis-server ended before it answered at " + target, log);
            }
            String answer = ping(target);
            if (answer.startsWith("-LOADING")) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (answer.equals("PONG")
                    || (!answer.isEmpty() && ServerLog.tail(log).contains(READY))) {
                return;
            } else if (System.nanoTime() > deadline) {
                throw failed(
                        "the redis-server did not answer at " + target + " within "
                                + TimeUnit.NANOSECONDS.toSeconds(patience.toNanos()) + " s",
                        log);
            }
            try {
                process.pause(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("interrupted while the redis-server at " + target + " was starting", log);
            }
        }
    }

    private static String ping(Target target) {
        try {
            return Question.ask(target, "PING");
        } catch (IOException e) {
            return "";
        }
    }

    static Unreachable failed(String what, Path log) {
        return new Unreachable(
                what + "; the end of its log:\n" + ServerLog.tail(log), "see the server's own words above");
    }
}
