package dev.redkit.bench.gate;

import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.report.Report;
import dev.redkit.failure.UsageError;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * One figure of a report by its name: {@code p99}, {@code get.p99}, {@code get.service.max}, {@code lag.p99}, {@code rate},
 * {@code get.errors}, or any fact ({@code client_cpu_us_per_request}).
 */
public record Metric(String name) {
    /** What its values count. */
    public enum Unit {
        NANOS,
        PER_SECOND,
        COUNT
    }

    private static final List<String> FIGURES = List.of("rate", "throughput", "errors", "requests");

    private List<String> parts() {
        // A percentile has a dot of its own: p99.9.
        return List.of(name.split("\\.(?=[a-z_])", -1));
    }

    private String last() {
        List<String> parts = parts();
        return parts.get(parts.size() - 1);
    }

    public static Metric of(String name) {
        Metric metric = new Metric(name.strip().toLowerCase(Locale.ROOT));
        if (metric.name.isEmpty() || metric.parts().size() > 3) {
            throw new UsageError("'" + name + "' is not a figure of a result", hint());
        }
        return metric;
    }

    private static String hint() {
        return "there are p50, p99, p99.9, max, mean, service.p99, lag.p99, rate, errors, requests, each also of one"
                + " command (get.p99), and the facts that -v shows";
    }

    public Unit unit() {
        return switch (last()) {
            case "rate", "throughput" -> Unit.PER_SECOND;
            case "errors", "requests" -> Unit.COUNT;
            default -> isQuantile(last()) ? Unit.NANOS : Unit.COUNT;
        };
    }

    /** Whether more of it is better. */
    public boolean moreIsBetter() {
        return unit() == Unit.PER_SECOND || last().equals("requests") || last().startsWith("hit_");
    }

    private static boolean isQuantile(String word) {
        return word.matches("p\\d.*|max|min|mean");
    }

    /** Its value; empty when there are too few samples, or the run did not tell. */
    public OptionalDouble in(Report report) {
        List<String> parts = parts();
        int command = report.indexOf(parts.get(0));
        List<String> rest = command >= 0 ? parts.subList(1, parts.size()) : parts;
        if (rest.size() == 1 && FIGURES.contains(rest.get(0))) {
            return OptionalDouble.of(figure(report, command, rest.get(0)));
        }
        if (!rest.isEmpty() && isQuantile(rest.get(rest.size() - 1))) {
            Quantile quantile = Quantile.of(rest.get(rest.size() - 1));
            return quantile.in(histogram(report, command, rest.subList(0, rest.size() - 1)));
        }
        double fact = command < 0 ? report.facts().get(name) : Double.NaN;
        return Double.isNaN(fact) ? unknown(report) : OptionalDouble.of(fact);
    }

    private OptionalDouble unknown(Report report) {
        if (name.matches("[a-z]+_[a-z0-9._]+")) {
            return OptionalDouble.empty();
        }
        List<String> commands =
                report.commands().stream().map(Report.Command::name).toList();
        throw new UsageError(
                "the result has no figure '" + name + "'; its commands are " + String.join(", ", commands), hint());
    }

    private static double figure(Report report, int command, String figure) {
        if (command < 0) {
            return switch (figure) {
                case "errors" -> report.errorCount();
                case "requests" -> report.count();
                default -> report.rate();
            };
        }
        Report.Command one = report.commands().get(command);
        return switch (figure) {
            case "errors" -> one.errors();
            case "requests" -> one.count();
            default -> one.count() / report.seconds();
        };
    }

    private Histogram histogram(Report report, int command, List<String> kind) {
        String which = kind.isEmpty() ? "response" : kind.get(0);
        return switch (which) {
            case "response" ->
                command < 0 ? report.seen() : report.commands().get(command).seen();
            case "service" ->
                command < 0 ? report.service() : report.commands().get(command).service();
            case "lag" -> report.lag().orElseGet(Histograms::empty);
            default -> {
                unknown(report);
                throw new UsageError("the result has no times '" + which + "'", hint());
            }
        };
    }
}
