package dev.redkit.commands;

import dev.redkit.render.Value;
import java.util.Arrays;

/** Single measurements, all kept: a ping asks at most ten million times. */
final class Times {
    private long[] nanos = new long[64];
    private int count;
    private long lost;

    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    void addLost() {
        lost++;
    }

    int count() {
        return count;
    }

    long lost() {
        return lost;
    }

    /** The spread of what was measured. */
    Value.Fields summary(String where) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        long sum = 0;
        for (long one : sorted) {
            sum += one;
        }
        return new Value.Fields()
                .put("address", where)
                .put("sent", count + lost)
                .put("lost", lost)
                .put("min_ms", millis(sorted[0]))
                .put("avg_ms", millis(sum / count))
                .put("p50_ms", millis(percentile(sorted, 50)))
                .put("p95_ms", millis(percentile(sorted, 95)))
                .put("p99_ms", millis(percentile(sorted, 99)))
                .put("max_ms", millis(sorted[count - 1]));
    }

    /** The smallest measurement that so many percent of all do not exceed. */
    static long percentile(long[] sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** Milliseconds, to the microsecond. */
    static Value millis(long nanos) {
        return Value.of(Math.round(nanos / 1e3) / 1e3);
    }

    static String text(long nanos) {
        return Math.round(nanos / 1e3) / 1e3 + " ms";
    }
}
