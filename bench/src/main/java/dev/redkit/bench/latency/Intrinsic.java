package dev.redkit.bench.latency;

import dev.redkit.bench.recorder.Histograms;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * What this machine does to a thread that never waits: the gaps between two looks at the clock. No server on it can answer
 * faster than its largest gaps.
 *
 * @param gaps all of them
 * @param looks how often the clock was looked at
 * @param lost the part of the time that went by in gaps of more than 100 µs
 */
public record Intrinsic(Histogram gaps, long looks, double lost) {
    private static final long LONG_GAP = 100_000;
    private static final int LOOKS_PER_QUESTION = 10_000;

    public static Intrinsic measure(Duration time, BooleanSupplier cancelled) {
        Histogram gaps = Histograms.empty();
        long begin = System.nanoTime();
        long last = begin;
        long lost = 0;
        long looks = 0;
        while (last - begin < time.toNanos() && (looks % LOOKS_PER_QUESTION != 0 || !cancelled.getAsBoolean())) {
            long now = System.nanoTime();
            long gap = now - last;
            gaps.recordValue(gap);
            lost += gap > LONG_GAP ? gap : 0;
            last = now;
            looks++;
        }
        return new Intrinsic(gaps, looks, (double) lost / Math.max(1, last - begin));
    }
}
