package dev.redkit.commands.bench;

import dev.redkit.bench.gate.Assertion;
import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.slo.RateSearch;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.bench.workload.Workload;
import dev.redkit.bench.workload.file.WorkloadFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Rates;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code redkit bench slo}: the highest rate at which bounds hold. */
final class BenchSloCommand implements Action {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final Session session;
    private final BenchWorkload workload;
    private final BenchLoad load;
    private final BenchGates gates;
    private final Arg from;
    private final Arg to;
    private final Arg steps;
    private final Arg out;

    BenchSloCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Find the highest rate at which bounds hold, and the curve of latency over throughput on the way.",
                "The rate doubles from --from until the bounds do not hold, then the gap is halved --steps times. Each rate is"
                        + " measured for --for; one that does not hold is tried once more. A rate that was not reached does"
                        + " not hold either: when our own sending was the reason, the answer is a lower bound (≥) and the"
                        + " exit code 5. Exit code 3 when not even the lowest rate holds.");
        syntax.examples(
                "redkit bench slo 'GET {key}' --assert 'p99<1ms'",
                "redkit bench slo --preset cache --fill --assert 'p99<2ms' --assert 'errors<1' --from 5k/s --for 10s");
        workload = new BenchWorkload(syntax, session);
        load = new BenchLoad(syntax, session, false);
        syntax.section("The search");
        gates = new BenchGates(syntax, session);
        from = syntax.option("RATE", "where to begin (default 1k/s)", "--from");
        to = syntax.option("RATE", "where to end at the latest (default 10m/s)", "--to");
        steps = syntax.option("N", "how often to halve the gap (default 5)", "--steps");
        out = syntax.path("FILE", "write all results: .json, .csv or .md; again for more", "--out");
    }

    @Override
    public void run() {
        gates.check();
        List<Assertion> asserts = gates.bounds();
        if (asserts.isEmpty()) {
            throw new UsageError("'slo' needs a bound", "for example --assert 'p99<1ms'");
        }
        WorkloadFile.Phase phase = workload.only("slo");
        Workload one = phase.workload();
        out.all().forEach(BenchFiles::check);
        Load each = load.load(phase.settings(), STEP, WARM_UP);
        RateSearch.Range range = range();
        if (session.dryRun()) {
            session.console().line(BenchText.plan(one, each.at(range.from()), session.target()));
            return;
        }
        session.cancellation().watch();
        workload.filling(one).ifPresent(filling -> BenchRunCommand.fill(session, session.redis(), filling));
        List<RateSearch.Point<Report>> points =
                RateSearch.run(range, rate -> measure(one, each.at(rate), asserts), session.cancellation()::requested);
        if (out.present()) {
            List<Report> reports = points.stream().map(RateSearch.Point::result).toList();
            BenchFiles.write(out.all(), reports, List.of(), session.console());
        }
        show(points);
        report(points, asserts);
        judge(points, asserts);
    }

    private RateSearch.Range range() {
        double low = from.present() ? Rates.parse(from.text()) : 1_000;
        double high = to.present() ? Rates.parse(to.text()) : 10_000_000;
        if (high < low) {
            throw new UsageError("--to is less than --from");
        }
        return new RateSearch.Range(low, high, (int) steps.number(5, 0, 30));
    }

    private RateSearch.Point<Report> measure(Workload one, Load at, List<Assertion> asserts) {
        Trial.Outcome outcome;
        try (BenchProgress progress = new BenchProgress(session, at)) {
            outcome = Trial.run(session.redis(), one, at, progress::tick, session.cancellation()::requested);
        }
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        Report report = outcome.report();
        boolean holds = !missed(report)
                && asserts.stream().allMatch(bound -> bound.check(report).answer() == GateResult.Answer.PASSED);
        session.console()
                .detail(String.format(Locale.ROOT, "%.0f/s: %s", at.rate(), holds ? "holds" : "does not hold"));
        return new RateSearch.Point<>(at.rate(), holds, report);
    }

    /** Whether the rate was not reached, for whatever reason. */
    private static boolean missed(Report report) {
        return report.findings().stream()
                .anyMatch(one -> one.verdict() == Verdict.SCHEDULE_MISSED || one.verdict() == Verdict.CLIENT_LIMITED);
    }

    /** Whether we ourselves were the reason. */
    private static boolean ours(Report report) {
        return report.facts().get("loop_busy_percent") > 85
                || report.facts().get("own_lag_p99_ms")
                        > Math.max(1, Quantile.of("p99").in(report.seen()).orElse(0) / 1e7);
    }

    private void show(List<RateSearch.Point<Report>> points) {
        Renderer renderer = session.renderer();
        List<Column> columns = new ArrayList<>(List.of(Column.right("rate"), Column.right("reached")));
        Quantile.SHOWN.forEach(quantile -> columns.add(Column.right(quantile.name() + "_ms")));
        columns.addAll(List.of(Column.left("verdict"), Column.left("holds")));
        renderer.begin(columns);
        for (RateSearch.Point<Report> point : points) {
            List<Value> cells = new ArrayList<>(List.of(
                    Value.of(Math.round(point.rate())),
                    Value.of(Math.round(point.result().rate()))));
            Quantile.SHOWN.forEach(quantile ->
                    cells.add(BenchValues.time(quantile, point.result().seen())));
            cells.add(Value.of(point.result().verdict().title()));
            cells.add(Value.of(point.holds()));
            renderer.row(cells);
        }
        renderer.end();
    }

    /** The search as a gate: that the lowest rate holds. */
    private void report(List<RateSearch.Point<Report>> points, List<Assertion> asserts) {
        for (RateSearch.Point<Report> point : points) {
            boolean lowest = point.rate() == points.get(0).rate();
            if (lowest || point.holds()) {
                gates.add(List.of(new GateResult(
                        point.result().title(),
                        asserts + " at " + Rates.format(point.rate()),
                        point.holds() ? GateResult.Answer.PASSED : GateResult.Answer.FAILED,
                        String.format(
                                Locale.ROOT, "%.0f/s reached", point.result().rate()))));
            }
        }
        gates.writeJUnit();
        gates.summarise(points.stream().map(RateSearch.Point::result).toList(), List.of());
    }

    private void judge(List<RateSearch.Point<Report>> points, List<Assertion> asserts) {
        double best = points.stream()
                .filter(RateSearch.Point::holds)
                .mapToDouble(RateSearch.Point::rate)
                .max()
                .orElse(0);
        boolean limited =
                points.stream().anyMatch(point -> !point.holds() && point.rate() > best && ours(point.result()));
        if (best > 0) {
            session.console().note("highest rate that holds: " + (limited ? "≥ " : "") + Rates.format(best));
        }
        if (limited) {
            throw new NotMeasured(
                    (best > 0
                                    ? "beyond " + Rates.format(best)
                                    : "even at " + Rates.format(points.get(0).rate()))
                            + " it was the sending that was late, not the server",
                    "add --threads, or measure from a machine with more to give");
        }
        if (best == 0) {
            throw new GateFailed("not even " + Rates.format(points.get(0).rate()) + " holds: " + asserts);
        }
    }
}
