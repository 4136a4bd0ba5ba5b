package dev.redkit.embedded;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;

/** Waits until a server that was just started answers PING, for as long as it lives and is patient enough. */
final class Readiness {
    private static final long STEP_MILLIS = 5;

    private enum Answer {
        NONE,
        LOADING,
        READY
    }

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
            Answer answer = ask(target, log);
            if (answer == Answer.READY) {
                return;
            }
            if (answer == Answer.LOADING) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw failed(
                        "the redis-server did not answer at " + target + " within " + patience.toSeconds() + " s", log);
            }
            try {
                process.pause(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("interrupted while the redis-server at " + target + " was starting", log);
            }
        }
    }

    private static Answer ask(Target target, Path log) {
        try (Wire wire = Wire.open(target)) {
            Reply reply = wire.call("PING");
            if (!(reply instanceof Reply.Err error)) {
                return Answer.READY;
            }
            return Refusal.of(error) == Refusal.LOADING ? Answer.LOADING : refused(log);
        } catch (Unreachable e) {
            return Answer.NONE;
        } catch (NotAllowed | ServerRefused e) {
            return refused(log);
        }
    }

    /**
     * A refusal is an answer too: with an aclfile of its own the server may know another password. But it may also be a
     * stranger on the same port who refuses, and then this server is about to end.
     */
    private static Answer refused(Path log) {
        return ServerLog.tail(log).contains("Ready to accept connections") ? Answer.READY : Answer.NONE;
    }

    static Unreachable failed(String what, Path log) {
        return new Unreachable(
                what + "; the end of its log:\n" + ServerLog.tail(log), "see the server's own words above");
    }
}
