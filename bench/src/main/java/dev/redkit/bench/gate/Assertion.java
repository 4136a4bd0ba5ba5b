package dev.redkit.bench.gate;

import dev.redkit.bench.report.Report;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import dev.redkit.io.Rates;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bound on one figure: {@code get.p99<2ms}, {@code rate>=5k/s}, {@code errors<1%}. */
public final class Assertion {
    private static final Pattern SHAPE = Pattern.compile("\\s*([A-Za-z][\\w.\\-]*)\\s*(<=|>=|<|>)\\s*(\\S.*?)\\s*");

    private final String text;
    private final Metric metric;
    private final String operator;
    private final double bound;
    private final boolean percent;

    private Assertion(String text, Metric metric, String operator, double bound, boolean percent) {
        this.text = text;
        this.metric = metric;
        this.operator = operator;
        this.bound = bound;
        this.percent = percent;
    }

    public static Assertion parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new UsageError(
                    "'" + text + "' is not a bound", "write it as 'get.p99<2ms', 'rate>=5k/s', 'errors<1%'");
        }
        Metric metric = Metric.of(matcher.group(1));
        String value = matcher.group(3);
        boolean percent = metric.unit() == Metric.Unit.COUNT && value.endsWith("%");
        return new Assertion(text.strip(), metric, matcher.group(2), value(metric, value), percent);
    }

    private static double value(Metric metric, String text) {
        return switch (metric.unit()) {
            case NANOS -> Durations.parse(text, ChronoUnit.MILLIS).toNanos();
            case PER_SECOND -> Rates.parse(text);
            case COUNT -> number(text);
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw new UsageError("'" + text + "' is not a number", null, e);
        }
    }

    public Metric metric() {
        return metric;
    }

    /** Whether the bound holds in that result. */
    public GateResult check(Report report) {
        OptionalDouble value = metric.in(report);
        if (value.isEmpty()) {
            return new GateResult(
                    report.title(), text, GateResult.Answer.UNDECIDED, metric.name() + " is n/a: too few answers");
        }
        boolean ofAll = percent && metric.name().endsWith("errors");
        double actual = ofAll ? 100 * value.getAsDouble() / Math.max(1, report.count()) : value.getAsDouble();
        boolean holds = switch (operator) {
            case "<" -> actual < bound;
            case "<=" -> actual <= bound;
            case ">" -> actual > bound;
            default -> actual >= bound;
        };
        return new GateResult(
                report.title(),
                text,
                holds ? GateResult.Answer.PASSED : GateResult.Answer.FAILED,
                metric.name() + " is " + shown(actual) + (ofAll ? " %" : ""));
    }

    private String shown(double actual) {
        return switch (metric.unit()) {
            case NANOS -> String.format(Locale.ROOT, "%.3f ms", actual / 1e6);
            case PER_SECOND -> String.format(Locale.ROOT, "%.0f/s", actual);
            case COUNT -> String.format(Locale.ROOT, actual == Math.rint(actual) ? "%.0f" : "%.4g", actual);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
