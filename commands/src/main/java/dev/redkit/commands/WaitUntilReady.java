package dev.redkit.commands;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.Durations;
import dev.redkit.render.Blobs;
import dev.redkit.render.Value;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Duration;

/** Waits for a server that is coming up: until it listens, answers, and has read its data. */
final class WaitUntilReady {
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final Session session;
    private String said = "";

    WaitUntilReady(Session session) {
        this.session = session;
    }

    void upTo(Duration limit) {
        session.cancellation().watch();
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = 20;
        while (true) {
            long left = deadline - System.nanoTime();
            String waitingFor = attempt(Duration.ofNanos(Math.max(left, 1_000_000)));
            if (waitingFor == null) {
                session.console().clearStatus();
                return;
            }
            if (deadline - System.nanoTime() <= 0 || session.cancellation().pause(pause)) {
                session.console().clearStatus();
                if (session.cancellation().requested()) {
                    throw new Unreachable("interrupted while waiting: " + waitingFor);
                }
                throw new Unreachable(
                        "not ready after " + Durations.format(limit) + ": " + waitingFor,
                        "look at the server's log, or wait longer");
            }
            say(waitingFor);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Null when the server is ready, else what it is that is waited for. A wrong password is not. */
    private String attempt(Duration left) {
        Duration patience = left.compareTo(session.timeout()) < 0 ? left : session.timeout();
        try (Wire wire = session.wire(patience)) {
            Reply reply = wire.call("PING");
            if (!(reply instanceof Reply.Err error)) {
                return null;
            }
            Refusal refusal = Refusal.of(error);
            if (refusal == Refusal.LOADING) {
                return "loading its data" + loaded(wire);
            } else if (refusal.passes()) {
                return error.message();
            }
            throw Refusal.failure(error, "PING on " + wire.address());
        } catch (Unreachable e) {
            return e.getMessage();
        } catch (ServerRefused e) {
            return passes(e);
        }
    }

    private static String passes(ServerRefused e) {
        if (Refusal.of(new Reply.Err(e.code() + " ")).passes()) {
            return e.getMessage();
        }
        throw e;
    }

    private static String loaded(Wire wire) {
        try {
            Value.Fields info = (Value.Fields)
                    Blobs.INFO.parse(wire.demand("INFO", "persistence").text());
            if (info.fields().get("persistence") instanceof Value.Fields section
                    && section.fields().get("loading_loaded_perc") instanceof Value.Num percent) {
                return " (" + percent.text() + " %)";
            }
        } catch (Failure e) {
            // The percentage is an extra; what matters is asked again in a moment.
            return "";
        }
        return "";
    }

    private void say(String waitingFor) {
        String text = "waiting: " + waitingFor;
        if (!text.equals(said)) {
            said = text;
            session.console().status(text);
        }
    }
}
