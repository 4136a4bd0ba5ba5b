package dev.redkit.bench.recorder;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One point of a run's time line. Times in nanoseconds, 0 where nothing was answered.
 *
 * @param at seconds since the run began, at its end
 * @param warmUp whether it is left out of the result
 * @param pause the longest that a sleeping thread of this process was held up meanwhile: what we did to ourselves
 * @param evidence what the machine and this process were at, by name
 * @param seen what users waited, compressed: a column of a heat map
 */
public record Tick(
        double at,
        double seconds,
        boolean warmUp,
        long count,
        long errors,
        long p50,
        long p99,
        long max,
        long pause,
        Map<String, Double> evidence,
        byte[] seen) {
    public static Tick of(
            Interval interval, double at, double seconds, boolean warmUp, long pause, Map<String, Double> evidence) {
        Histogram seen = interval.seen();
        boolean any = seen.getTotalCount() > 0;
        return new Tick(
                at,
                seconds,
                warmUp,
                interval.count(),
                interval.errors(),
                any ? seen.getValueAtPercentile(50) : 0,
                any ? seen.getValueAtPercentile(99) : 0,
                any ? seen.getMaxValue() : 0,
                pause,
                evidence,
                Histograms.pack(seen));
    }

    /** The same, too late in a long run to keep all of it. */
    public Tick withoutHistogram() {
        return new Tick(at, seconds, warmUp, count, errors, p50, p99, max, pause, evidence, new byte[0]);
    }

    /** What users waited in it. */
    public Histogram histogram() {
        return seen.length == 0 ? Histograms.empty() : Histograms.unpack(seen);
    }
}
