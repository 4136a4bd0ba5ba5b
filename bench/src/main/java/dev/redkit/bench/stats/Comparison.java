package dev.redkit.bench.stats;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.gate.Metric;
import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.report.Report;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Two runs, figure by figure. */
public final class Comparison {
    /** With fewer blocks on a side no test can be sure (five against five: p = 0.008 at best). */
    public static final int FEWEST_BLOCKS = 5;

    /** What is said of one figure. */
    public enum Outcome {
        /** Worse by more than the tolerance, surely. */
        REGRESSED,
        /** Better by more than the tolerance, surely. */
        IMPROVED,
        /** Not worse by more than the tolerance, surely. */
        OK,
        /** The blocks differ too much among themselves. */
        INCONCLUSIVE
    }

    /**
     * One figure.
     *
     * @param before its median over blocks in the first run
     * @param change of the second against the first
     * @param p of the rank test, corrected for the number of figures (Holm)
     * @param detectable the smallest change that could be told from none
     * @param blocksNeeded about how many blocks would tell, when it is inconclusive
     */
    public record Line(
            Metric metric,
            double before,
            double after,
            Change change,
            double p,
            Outcome outcome,
            double detectable,
            long blocksNeeded) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<GateResult> gates = new ArrayList<>();

    private Comparison() {}

    /** What is compared when nobody says: the rate only where it is not given. */
    public static List<Metric> usual(Report report) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : List.of("rate", "p50", "p99", "p99.9", "client_cpu", "server_cpu")) {
            if (!name.equals("rate") || !report.open()) {
                metrics.add(Metric.of(name));
            }
        }
        return metrics;
    }

    /**
     * Compares the figures of two runs.
     *
     * @param usual the tolerance of figures that have none of their own
     */
    public static Comparison of(
            Report before, Report after, List<Metric> metrics, List<Tolerance> tolerances, double usual) {
        Comparison comparison = new Comparison();
        for (Metric metric : metrics) {
            Tolerance tolerance = tolerances.stream()
                    .filter(one -> one.metric().equals(metric))
                    .findFirst()
                    .orElse(new Tolerance(metric, usual, Tolerance.Edge.CI_LOWER));
            comparison.add(before, after, tolerance, tolerances.contains(tolerance));
        }
        comparison.correct();
        return comparison;
    }

    private void add(Report before, Report after, Tolerance tolerance, boolean gate) {
        Metric metric = tolerance.metric();
        double[] a = blocks(before, metric);
        double[] b = blocks(after, metric);
        BigDecimal percent =
                BigDecimal.valueOf(Math.round(1e4 * tolerance.part()), 2).stripTrailingZeros();
        String gateText = metric.name() + " no more than " + percent.toPlainString() + " % worse";
        if (a.length < FEWEST_BLOCKS || b.length < FEWEST_BLOCKS) {
            left.add(metric.name() + ": " + whole(before, metric, a) + " and " + whole(after, metric, b) + "; "
                    + a.length + " and " + b.length + " blocks have it, " + FEWEST_BLOCKS
                    + " are needed to say whether that is a difference");
            if (gate) {
                gates.add(new GateResult(after.title(), gateText, GateResult.Answer.UNDECIDED, "too few blocks"));
            }
            return;
        }
        Change change = Change.between(a, b);
        Change worse = metric.moreIsBetter() ? change.reversed() : change;
        Outcome outcome = outcome(worse, tolerance.part());
        double ratio = change.halfWidth() / Math.max(1e-9, tolerance.part());
        long needed = Math.max(a.length + 1L, Math.round(Math.min(1e6, a.length * ratio * ratio * 2)));
        lines.add(new Line(
                metric,
                Change.median(a),
                Change.median(b),
                change,
                MannWhitney.p(a, b),
                outcome,
                change.halfWidth(),
                outcome == Outcome.INCONCLUSIVE ? needed : 0));
        if (gate) {
            gates.add(new GateResult(
                    after.title(),
                    gateText,
                    tolerance.exceededBy(worse) ? GateResult.Answer.FAILED : GateResult.Answer.PASSED,
                    String.format(
                            Locale.ROOT,
                            "%+.1f %%, 95 %% between %+.1f and %+.1f %%",
                            100 * change.estimate(),
                            100 * change.low(),
                            100 * change.high())));
        }
    }

    /** The figure of the run as a whole, for people; that of its few blocks where only they have it. */
    private static String whole(Report report, Metric metric, double[] blocks) {
        boolean known = metric.unit() != Metric.Unit.COUNT;
        double value = known ? metric.in(report).orElse(Double.NaN) : Double.NaN;
        value = Double.isNaN(value) && blocks.length > 0 ? Change.median(blocks) : value;
        boolean time = metric.unit() == Metric.Unit.NANOS;
        return Double.isNaN(value)
                ? "n/a"
                : String.format(Locale.ROOT, time ? "%.3f ms" : "%.1f", time ? value / 1e6 : value);
    }

    private static Outcome outcome(Change worse, double tolerance) {
        if (worse.low() > tolerance) {
            return Outcome.REGRESSED;
        } else if (worse.high() < -tolerance) {
            return Outcome.IMPROVED;
        }
        return worse.high() < tolerance ? Outcome.OK : Outcome.INCONCLUSIVE;
    }

    /** The figure in each block that has enough answers for it. */
    private static double[] blocks(Report report, Metric metric) {
        List<Double> values = new ArrayList<>();
        int command = report.indexOf(metric.name().replaceFirst("\\..*", ""));
        String figure = command < 0
                ? metric.name()
                : metric.name().substring(metric.name().indexOf('.') + 1);
        for (Block block : report.blocks()) {
            double value = value(block, command, figure);
            if (!Double.isNaN(value) && value > 0) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double value(Block block, int command, String figure) {
        return switch (figure) {
            case "rate", "throughput" ->
                (command < 0 ? block.count() : (double) block.op(command).getTotalCount()) / block.seconds();
            case "client_cpu" -> 1e6 * block.clientCpu() / block.count();
            case "server_cpu" -> 1e6 * block.serverCpu() / block.count();
            default ->
                Quantile.of(figure)
                        .in(command < 0 ? block.all() : block.op(command))
                        .orElse(Double.NaN);
        };
    }

    /** Holm: the smallest p counts as often as there are figures, the next once less, and none counts less than one before. */
    private void correct() {
        List<Line> order = new ArrayList<>(lines);
        order.sort(Comparator.comparingDouble(Line::p));
        double atLeast = 0;
        for (int i = 0; i < order.size(); i++) {
            Line line = order.get(i);
            atLeast = Math.max(atLeast, Math.min(1, line.p() * (order.size() - i)));
            lines.set(
                    lines.indexOf(line),
                    new Line(
                            line.metric(),
                            line.before(),
                            line.after(),
                            line.change(),
                            atLeast,
                            line.outcome(),
                            line.detectable(),
                            line.blocksNeeded()));
        }
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Figures that could not be compared, and why. */
    public List<String> leftOut() {
        return List.copyOf(left);
    }

    /** What the tolerances say that somebody set. */
    public List<GateResult> gates() {
        return List.copyOf(gates);
    }

    public boolean any(Outcome outcome) {
        return lines.stream().anyMatch(line -> line.outcome() == outcome);
    }
}
