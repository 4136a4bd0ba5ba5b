package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.schedule.Load;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/**
 * Decides when a run is warm: after the time that was asked for, or when the medians of five seconds in a row lie within 5 %
 * of their mean. On a noisy machine they never do; then it ends after a while, and the result says so.
 */
final class WarmUp {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int IN_A_ROW = 5;
    /** Whoever's machine is noisy wants a result some time, with a remark. */
    private static final long LONGEST = Duration.ofSeconds(15).toNanos();

    private static final double NEAR = 0.05;

    private final long asked;
    private final long interval;
    private final Deque<Double> medians = new ArrayDeque<>();
    private Histogram second = Histograms.empty();
    private long ofSecond;
    private long passed;
    private boolean settled = true;

    WarmUp(Load load, long interval) {
        this.interval = interval;
        // A number of requests is counted from the first one on, unless somebody wants it otherwise.
        asked = load.warmUp().map(Duration::toNanos).orElse(load.requests() > 0 ? 0L : -1L);
    }

    boolean none() {
        return asked == 0;
    }

    /** Whether it is over with this interval. */
    boolean over(Tick tick) {
        passed += interval;
        if (asked >= 0) {
            return passed >= asked;
        }
        second.add(tick.histogram());
        ofSecond += interval;
        // Intervals may be shorter than a second, and not fit into one.
        if (ofSecond > SECOND - interval / 2) {
            // Nothing answered is no median: nobody is near it.
            medians.add(second.getTotalCount() == 0 ? Double.NaN : (double) second.getValueAtPercentile(50));
            second = Histograms.empty();
            ofSecond = 0;
        }
        if (medians.size() > IN_A_ROW) {
            medians.remove();
        }
        settled = medians.size() == IN_A_ROW && isSettled();
        return settled || passed >= LONGEST;
    }

    private boolean isSettled() {
        double mean =
                medians.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return medians.stream().allMatch(median -> Math.abs(median - mean) <= NEAR * mean);
    }

    boolean settled() {
        return settled;
    }
}
