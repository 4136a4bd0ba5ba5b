package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Unreachable;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import dev.redkit.wire.Wire;
import java.time.Duration;

/** {@code redkit ping}: does it answer, and how fast. */
final class PingCommand implements Action {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Session session;
    private final Arg message;
    private final Arg count;
    private final Arg interval;
    private final Arg untilReady;

    PingCommand(Syntax syntax, Session session) {
        this.session = session;
        message = syntax.parameter("MESSAGE", "what the server shall say back", false);
        count = syntax.option("N", "ask N times over one connection, and show the spread of the times", "--count");
        interval = syntax.option("TIME", "how long to wait between two (default 1s, or 0 with --count)", "--interval");
        untilReady =
                syntax.option("TIME", "wait up to TIME until the server answers and has its data", "--until-ready");
        syntax.examples(
                "redkit ping",
                "redkit ping --until-ready 30s -h redis.internal # for scripts that start a server",
                "redkit ping --count 1000 -o json # minimum, mean and percentiles");
    }

    @Override
    public void run() {
        if (untilReady.present()) {
            new WaitUntilReady(session).upTo(untilReady.duration(PAUSE));
        }
        if (count.present() || interval.present()) {
            many();
        } else {
            once();
        }
    }

    private void once() {
        try (Wire wire = session.wire()) {
            long start = System.nanoTime();
            String reply = ask(wire);
            long took = System.nanoTime() - start;
            if (session.format() == Format.TABLE || session.format() == Format.RAW) {
                session.console().line(reply);
            } else {
                session.renderer()
                        .document(new Value.Fields()
                                .put("address", wire.address().toString())
                                .put("reply", reply)
                                .put("ms", Times.millis(took)));
            }
        }
    }

    private String ask(Wire wire) {
        return (message.present() ? wire.demand("PING", message.text()) : wire.demand("PING")).text();
    }

    private void many() {
        long wanted = count.number(Long.MAX_VALUE, 1, Long.MAX_VALUE);
        long pause = interval.duration(count.present() ? Duration.ZERO : PAUSE).toMillis();
        Times times = new Times();
        Failure last = null;
        session.cancellation().watch();
        Wire wire = null;
        try {
            for (long i = 0; i < wanted && !session.cancellation().requested(); i++) {
                if (i > 0 && pause > 0 && session.cancellation().pause(pause)) {
                    break;
                }
                try {
                    wire = wire == null ? session.wire() : wire;
                    time(wire, times);
                } catch (Unreachable e) {
                    last = lost(e, times, i);
                    wire = close(wire);
                }
            }
        } finally {
            close(wire);
        }
        report(times, last);
    }

    private void time(Wire wire, Times times) {
        long start = System.nanoTime();
        ask(wire);
        long took = System.nanoTime() - start;
        times.add(took);
        Console console = session.console();
        if (interval.present()) {
            console.note("reply from " + wire.address() + " in " + Times.text(took));
        } else {
            console.detail("reply from " + wire.address() + " in " + Times.text(took));
        }
    }

    /** A server that never answered is an error at once; one that stopped answering is part of what was measured. */
    private Failure lost(Unreachable e, Times times, long asked) {
        if (asked == 0) {
            throw e;
        }
        times.addLost();
        session.console().note(e.getMessage());
        return e;
    }

    private static Wire close(Wire wire) {
        if (wire != null) {
            wire.close();
        }
        return null;
    }

    private void report(Times times, Failure last) {
        if (times.count() > 0) {
            session.renderer().document(times.summary(session.target().toString()));
        }
        if (last != null) {
            throw new Partial(
                    times.lost() + " of " + (times.count() + times.lost()) + " pings were lost; the last one: "
                            + last.getMessage(),
                    last.hint().orElse(null));
        }
    }
}
