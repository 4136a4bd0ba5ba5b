package dev.redkit.commands;

import dev.redkit.render.Value;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Measured times, as a histogram: three significant digits of each, in the same memory however many there are. */
final class Times {
    private final Histogram histogram = new Histogram(Duration.ofHours(1).toNanos(), 3);
    private long lost;

    void add(long took) {
        histogram.recordValue(Math.min(took, histogram.getHighestTrackableValue()));
    }

    void addLost() {
        lost++;
    }

    long count() {
        return histogram.getTotalCount();
    }

    long lost() {
        return lost;
    }

    /** The spread of what was measured. */
    Value.Fields summary(String where) {
        return new Value.Fields()
                .put("address", where)
                .put("sent", count() + lost)
                .put("lost", lost)
                .put("min_ms", millis(histogram.getMinValue()))
                .put("avg_ms", millis(Math.round(histogram.getMean())))
                .put("p50_ms", millis(histogram.getValueAtPercentile(50)))
                .put("p95_ms", millis(histogram.getValueAtPercentile(95)))
                .put("p99_ms", millis(histogram.getValueAtPercentile(99)))
                .put("max_ms", millis(histogram.getMaxValue()));
    }

    /** Milliseconds, to the microsecond. */
    static Value millis(long nanos) {
        return Value.of(Math.round(nanos / 1e3) / 1e3);
    }

    static String text(long nanos) {
        return Math.round(nanos / 1e3) / 1e3 + " ms";
    }
}
