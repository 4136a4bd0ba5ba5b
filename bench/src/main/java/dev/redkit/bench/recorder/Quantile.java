package dev.redkit.bench.recorder;

import dev.redkit.failure.UsageError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** One number of a distribution: {@code p99}, {@code p99.9}, {@code max}, {@code mean}, {@code min}. */
public record Quantile(String name, double percent) {
    /** How many samples have to lie beyond a percentile before it is one (R12). */
    public static final int BEYOND = 10;

    /** What tables show. */
    public static final List<Quantile> SHOWN =
            List.of(of("p50"), of("p90"), of("p99"), of("p99.9"), of("p99.99"), of("max"));

    /** By its name, or a failure that says what there is. */
    public static Quantile of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "max", "mean", "min" -> {
                return new Quantile(lower, 100);
            }
            default -> {
                if (lower.matches("p\\d{1,2}(\\.\\d{1,4})?")) {
                    double percent = new BigDecimal(lower.substring(1)).doubleValue();
                    if (percent > 0) {
                        return new Quantile(lower, percent);
                    }
                }
                throw new UsageError(
                        "'" + name + "' is not a measure of latency",
                        "there are p50, p99, p99.9, …, mean, min and max");
            }
        }
    }

    /** In nanoseconds; empty when there are too few samples for it to mean anything. */
    public OptionalDouble in(Histogram histogram) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return OptionalDouble.empty();
        }
        return switch (name) {
            case "max" -> OptionalDouble.of((double) histogram.getMaxValue());
            case "min" -> OptionalDouble.of((double) histogram.getMinValue());
            case "mean" -> OptionalDouble.of(histogram.getMean());
            default ->
                count * (100 - percent) / 100 < BEYOND - 1e-9
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) histogram.getValueAtPercentile(percent));
        };
    }
}
