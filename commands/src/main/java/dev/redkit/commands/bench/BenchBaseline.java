package dev.redkit.commands.bench;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.bench.stats.ComparisonMarkdown;
import dev.redkit.bench.stats.Tolerance;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An earlier result that a measurement is held against at once, as {@code compare} does it later. */
final class BenchBaseline {
    private static final double USUAL = 0.05;

    private final Session session;
    private final Arg file;
    private final Arg limits;
    private final Arg force;
    private final Arg strict;
    private final List<BenchGates.Part> parts = new ArrayList<>();
    private List<Report> before = List.of();
    private boolean inconclusive;

    BenchBaseline(Syntax syntax, Session session) {
        this.session = session;
        file = syntax.path("FILE", "an earlier result (--out x.json) to compare this one with", "--baseline");
        limits = syntax.option(
                "BOUND",
                "p99=5%%@ci-lower: exit code 3 when this figure is surely worse than --baseline by more; @estimate: when"
                        + " probably, @ci-upper: when possibly; again for more",
                "--max-regress");
        strict = syntax.flag("exit code 5 when the comparison is inconclusive", "--strict");
        force = syntax.flag("compare with --baseline although the runs are not alike", "--force");
    }

    /** Reads it, before anything is measured. */
    void check() {
        if (!file.present()) {
            if (limits.present() || strict.present() || force.present()) {
                throw new UsageError(
                        "--max-regress, --strict and --force need a result to compare with", "say --baseline FILE");
            }
            return;
        }
        tolerances();
        if (limits.all().isEmpty()) {
            throw new UsageError("--baseline needs a limit", "for example --max-regress p99=5%");
        }
        before = BenchFiles.read(file.text(), session.console());
    }

    private List<Tolerance> tolerances() {
        return limits.all().stream().map(Tolerance::parse).toList();
    }

    /** What the limits say to this result; nothing without a baseline. */
    List<GateResult> hold(Report report) {
        if (before.isEmpty()) {
            return List.of();
        }
        Report earlier = partner(report)
                .orElseThrow(
                        () -> new BadInput("no result in " + file.text() + " has the title '" + report.title() + "'"));
        BenchFiles.alike(earlier, report, force.present(), session.console());
        List<Tolerance> tolerances = tolerances();
        Comparison comparison = Comparison.of(
                earlier, report, tolerances.stream().map(Tolerance::metric).toList(), tolerances, USUAL);
        comparison.leftOut().forEach(one -> session.console().note("left out: " + one));
        inconclusive |= comparison.any(Comparison.Outcome.INCONCLUSIVE);
        parts.add(out -> ComparisonMarkdown.write(report.title() + " against " + file.text(), comparison, out));
        return comparison.gates();
    }

    private Optional<Report> partner(Report report) {
        return before.size() == 1
                ? Optional.of(before.get(0))
                : before.stream()
                        .filter(one -> one.title().equals(report.title()))
                        .findFirst();
    }

    List<BenchGates.Part> parts() {
        return parts;
    }

    void judge() {
        if (strict.present() && inconclusive) {
            throw new NotMeasured(
                    "the comparison with " + file.text() + " is inconclusive", "measure more or longer blocks");
        }
    }
}
