package dev.redkit.commands.bench;

import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.schedule.Load;
import dev.redkit.commands.Session;
import dev.redkit.console.ProgressStyle;
import java.util.Locale;

/** Says on stderr how a measurement goes: the last interval, and what is left. */
final class BenchProgress implements AutoCloseable {
    private final Session session;
    private final Load load;
    private final boolean shown;
    private double measured;
    private double sinceShown;

    BenchProgress(Session session, Load load) {
        this.session = session;
        this.load = load;
        boolean terminal = session.console().terminal().err();
        shown = session.progress() == ProgressStyle.AUTO ? terminal : session.progress() != ProgressStyle.NONE;
    }

    void tick(Tick tick) {
        measured += tick.warmUp() ? 0 : tick.seconds();
        sinceShown += tick.seconds();
        if (shown && sinceShown >= 0.5) {
            sinceShown = 0;
            session.console().status(line(tick));
        }
    }

    private String line(Tick tick) {
        String state = tick.warmUp()
                ? "warming up"
                : load.requests() > 0
                        ? "measuring"
                        : String.format(
                                Locale.ROOT,
                                "%.0f of %d s",
                                measured,
                                load.time().toSeconds());
        return String.format(
                Locale.ROOT,
                "%s  %.0f/s  p50 %.3f  p99 %.3f  max %.3f ms%s",
                state,
                tick.count() / tick.seconds(),
                tick.p50() / 1e6,
                tick.p99() / 1e6,
                tick.max() / 1e6,
                tick.errors() > 0 ? "  " + tick.errors() + " errors" : "");
    }

    @Override
    public void close() {
        if (shown) {
            session.console().clearStatus();
        }
    }
}
