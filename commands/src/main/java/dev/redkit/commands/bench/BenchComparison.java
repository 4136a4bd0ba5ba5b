package dev.redkit.commands.bench;

import dev.redkit.bench.gate.Metric;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.bench.stats.Comparison.Outcome;
import dev.redkit.bench.stats.ComparisonMarkdown;
import dev.redkit.bench.stats.Tolerance;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How two results are compared and shown, the same for {@code compare} and {@code ab}. */
final class BenchComparison {
    private final Session session;
    private final Arg metrics;
    private final Arg tolerance;
    private final Arg limits;
    private final Arg strict;
    private final BenchGates gates;
    private final List<BenchGates.Part> parts = new ArrayList<>();

    BenchComparison(Syntax syntax, Session session) {
        this.session = session;
        syntax.section("What counts");
        metrics = syntax.option(
                "LIST",
                "figures to compare: rate, p50, p99, p99.9, client_cpu, server_cpu (microseconds per request), get.p99, …",
                "--metrics");
        tolerance = syntax.option("PERCENT", "how much worse is still the same (default 5)", "--tolerance");
        limits = syntax.option(
                "BOUND",
                "p99=5%%@ci-lower: exit code 3 when this figure is surely worse by more; @estimate: when probably,"
                        + " @ci-upper: when possibly; again for more",
                "--max-regress");
        strict = syntax.flag("exit code 5 when something is inconclusive", "--strict");
        gates = new BenchGates(syntax, session);
    }

    /** Complains early about what could only be told after the measurement. */
    void check() {
        tolerances();
        usual();
        gates.check();
    }

    private List<Tolerance> tolerances() {
        return limits.all().stream().map(Tolerance::parse).toList();
    }

    private double usual() {
        try {
            double percent = Double.parseDouble(tolerance.text("5").replace("%", ""));
            if (percent > 0 && percent < 1000) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            throw new UsageError("--tolerance: '" + tolerance.text() + "' is not a percentage", null, e);
        }
        throw new UsageError("--tolerance: '" + tolerance.text() + "' is not between 0 and 1000");
    }

    Comparison compare(Report before, Report after) {
        List<Metric> wanted = new ArrayList<>();
        if (metrics.present()) {
            for (String name : metrics.text().split(",", -1)) {
                wanted.add(Metric.of(name));
            }
        } else {
            wanted.addAll(Comparison.usual(before));
        }
        for (Tolerance one : tolerances()) {
            if (!wanted.contains(one.metric())) {
                wanted.add(one.metric());
            }
        }
        return Comparison.of(before, after, wanted, tolerances(), usual());
    }

    void show(Comparison comparison, Report before, Report after) {
        gates.hold(after, List.of());
        gates.add(comparison.gates());
        parts.add(out -> ComparisonMarkdown.write(after.title(), comparison, out));
        if (session.format() == Format.TABLE) {
            session.console()
                    .line(String.format(
                            Locale.ROOT,
                            "%s: %d blocks against %d",
                            after.title(),
                            before.blocks().size(),
                            after.blocks().size()));
        }
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("figure"),
                Column.right("before"),
                Column.right("after"),
                Column.right("change_percent"),
                Column.right("ci_low_percent"),
                Column.right("ci_high_percent"),
                Column.right("p"),
                Column.right("detectable_percent"),
                Column.left("outcome")));
        for (Comparison.Line line : comparison.lines()) {
            renderer.row(List.of(
                    Value.of(line.metric().name()),
                    figure(line.metric(), line.before()),
                    figure(line.metric(), line.after()),
                    percent(line.change().estimate()),
                    percent(line.change().low()),
                    percent(line.change().high()),
                    BenchValues.rounded(line.p()),
                    percent(line.detectable()),
                    Value.of(line.outcome().name())));
        }
        renderer.end();
        comparison.leftOut().forEach(one -> session.console().note("left out: " + one));
        comparison.lines().stream()
                .filter(line -> line.outcome() == Outcome.INCONCLUSIVE)
                .forEach(line -> session.console()
                        .note(line.metric().name() + ": inconclusive; about " + line.blocksNeeded()
                                + " blocks on each side would tell"));
    }

    /** Times in milliseconds. */
    private static Value figure(Metric metric, double value) {
        double shown = metric.unit() == Metric.Unit.NANOS ? value / 1e6 : value;
        return Value.of(Math.round(shown * 1e3) / 1e3);
    }

    private static Value percent(double part) {
        return Value.of(Math.round(part * 1e3) / 10.0);
    }

    /** The end: a regression that somebody asked to be told is exit code 3, and so is any proven one. */
    void judge(List<Comparison> comparisons) {
        gates.writeJUnit();
        gates.summarise(List.of(), parts);
        gates.tell();
        gates.judge();
        for (Comparison comparison : comparisons) {
            for (Comparison.Line line : comparison.lines()) {
                boolean gated =
                        tolerances().stream().anyMatch(one -> one.metric().equals(line.metric()));
                if (line.outcome() == Outcome.REGRESSED && !gated) {
                    throw new GateFailed(
                            String.format(
                                    Locale.ROOT,
                                    "%s regressed: %+.1f %% (95 %% between %+.1f and %+.1f %%)",
                                    line.metric().name(),
                                    100 * line.change().estimate(),
                                    100 * line.change().low(),
                                    100 * line.change().high()),
                            "--tolerance, or --max-regress for one figure, says how much may be");
                }
            }
        }
        if (strict.present() && comparisons.stream().anyMatch(one -> one.any(Outcome.INCONCLUSIVE))) {
            throw new NotMeasured("the comparison is inconclusive", "measure more or longer blocks");
        }
    }
}
