package dev.redkit.commands.bench;

import dev.redkit.bench.latency.Intrinsic;
import dev.redkit.bench.latency.ServerEvents;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Arrivals;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** {@code redkit bench latency}: how long an idle connection waits for an answer, and what the server did meanwhile. */
final class BenchLatencyCommand implements Action {
    private static final String[] BARS = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    private static final int HISTOGRAM_CELLS = 40;
    private static final int MOST_IN_FLIGHT = 1024;

    private final Session session;
    private final Arg command;
    private final Arg interval;
    private final Arg time;
    private final Arg intrinsic;
    private final BenchVerdicts verdicts;

    BenchLatencyCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Measure how long one quiet connection waits for an answer.",
                "A command leaves every --interval, whether the one before was answered or not, so a stall counts in full."
                        + " Shown are percentiles, a histogram, a line of each second's maximum, and what the server's"
                        + " latency monitor noted meanwhile (forks, fsyncs, expire cycles); with -o ndjson each second as it"
                        + " passes.",
                "--intrinsic asks no server: it looks at the clock as fast as it can and tells what gaps this machine makes."
                        + " Run it where the server runs.");
        syntax.examples(
                "redkit bench latency",
                "redkit bench latency --interval 1ms --for 1m 'GET some-key'",
                "redkit bench latency -o ndjson --for 1h",
                "redkit bench latency --intrinsic --for 30s");
        command = syntax.rest("COMMAND", "what to ask (default PING), placeholders as in 'bench run'", false);
        interval = syntax.option("TIME", "time between two questions (default 10ms)", "--interval");
        time = syntax.option("TIME", "how long (default 10s)", "--for");
        intrinsic = syntax.flag("measure this machine instead of a server", "--intrinsic");
        verdicts = new BenchVerdicts(syntax, session);
    }

    @Override
    public void run() {
        Duration measured = time.duration(Duration.ofSeconds(10));
        List<String> words = command.all().isEmpty() ? List.of("PING") : command.all();
        Workload workload = Workload.parse(String.join(" ", words), words, KeySpace.uniform(100_000));
        double rate =
                1e9 / Math.max(1_000, interval.duration(Duration.ofMillis(10)).toNanos());
        int seconds = (int) Math.max(1, Math.min(10_000, measured.toSeconds()));
        Load load = new Load(
                1,
                1,
                MOST_IN_FLIGHT,
                rate,
                Arrivals.CONSTANT,
                0,
                measured,
                Optional.of(Duration.ofMillis(500)),
                seconds,
                1,
                false,
                false,
                session.timeout());
        verdicts.check();
        if (session.dryRun()) {
            session.console().line(BenchText.plan(workload, load, session.target()));
            return;
        }
        session.cancellation().watch();
        if (intrinsic.present()) {
            showIntrinsic(Intrinsic.measure(measured, session.cancellation()::requested));
            return;
        }
        measure(workload, load);
    }

    private void measure(Workload workload, Load load) {
        List<Tick> ticks = new ArrayList<>();
        Trial.Outcome outcome;
        try (BenchProgress progress = new BenchProgress(session, load)) {
            outcome = Trial.run(
                    session.redis(),
                    workload,
                    load,
                    tick -> {
                        progress.tick(tick);
                        verdicts.tick(tick);
                        if (!tick.warmUp()) {
                            ticks.add(tick);
                        }
                        if (session.format() == Format.NDJSON && !tick.warmUp()) {
                            session.renderer().document(BenchValues.tick(tick));
                            session.console().flush();
                        }
                    },
                    session.cancellation()::requested);
        }
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        Report report = outcome.report();
        new BenchText(session).show(report);
        if (session.format() == Format.TABLE) {
            histogram(report.seen());
            sparkline(ticks);
        }
        hint();
        verdicts.add(report);
        verdicts.judge();
    }

    /** A line for each power of two of microseconds. */
    private void histogram(Histogram seen) {
        long most = 1;
        List<long[]> rows = new ArrayList<>();
        for (long low = 0, high = 16_000; low <= seen.getMaxValue(); low = high, high *= 2) {
            long count = seen.getCountBetweenValues(low, high - 1);
            rows.add(new long[] {high, count});
            most = Math.max(most, count);
        }
        boolean begun = false;
        for (long[] row : rows) {
            begun |= row[1] > 0;
            if (begun) {
                session.console()
                        .line(String.format(Locale.ROOT, "  < %9.3f ms  %8d  %s", row[0] / 1e6, row[1], "#".repeat((int)
                                        Math.ceil((double) row[1] * HISTOGRAM_CELLS / most))));
            }
        }
    }

    /** Every second's maximum; more than fit on a line are joined. */
    private void sparkline(List<Tick> ticks) {
        if (ticks.isEmpty()) {
            return;
        }
        int cells = Math.min(ticks.size(), 60);
        double[] heights = new double[cells];
        for (int i = 0; i < ticks.size(); i++) {
            int cell = (int) ((long) i * cells / ticks.size());
            heights[cell] = Math.max(
                    heights[cell], Math.log(Math.max(1e3, (double) ticks.get(i).max())));
        }
        double low = Arrays.stream(heights).min().orElse(0);
        double high = Arrays.stream(heights).max().orElse(1);
        StringBuilder line = new StringBuilder("maximum  ");
        for (double height : heights) {
            double part = high > low ? (height - low) / (high - low) : 0;
            line.append(BARS[(int) Math.min(7, part * 8)]);
        }
        session.console()
                .line(line + String.format(Locale.ROOT, "  %.3f … %.3f ms", Math.exp(low) / 1e6, Math.exp(high) / 1e6));
    }

    private void hint() {
        try (Wire wire = session.wire()) {
            if (!ServerEvents.watched(wire)) {
                session.console().detail("the server notes no events: CONFIG SET latency-monitor-threshold 1 makes it");
            }
        }
    }

    private void showIntrinsic(Intrinsic result) {
        Value.Fields fields = new Value.Fields().put("looks", result.looks());
        for (String name : List.of("p50", "p99", "p99.99", "p99.9999", "max")) {
            fields.put(
                    name + "_us",
                    Quantile.of(name).in(result.gaps()).isPresent()
                            ? BenchValues.rounded(
                                    Quantile.of(name).in(result.gaps()).getAsDouble() / 1e3)
                            : Value.none());
        }
        fields.put("lost_percent", BenchValues.rounded(100 * result.lost()));
        session.renderer().document(fields);
    }
}
