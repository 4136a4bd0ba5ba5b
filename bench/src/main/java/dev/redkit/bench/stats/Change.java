package dev.redkit.bench.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much larger or smaller the second sample is, as a part of the first: 0.05 is 5 % more.
 *
 * @param estimate the median over all pairs (Hodges and Lehmann, for ratios)
 * @param low the lower end of the interval that holds the true change in 95 of 100 cases
 * @param high its upper end
 */
public record Change(double estimate, double low, double high) {
    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;

    /** From the blocks of two runs, by drawing blocks with putting back, ten thousand times; the seed is fixed. */
    public static Change between(double[] before, double[] after) {
        SplittableRandom random = new SplittableRandom(4711);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            ratios[i] = median(drawn(after, random)) / median(drawn(before, random)) - 1;
        }
        Arrays.sort(ratios);
        double estimate = pairs(before, after);
        double low = ratios[(int) (TAIL * RESAMPLES)];
        double high = ratios[RESAMPLES - 1 - (int) (TAIL * RESAMPLES)];
        return new Change(estimate, Math.min(low, estimate), Math.max(high, estimate));
    }

    private static double[] drawn(double[] values, SplittableRandom random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
    }

    private static double pairs(double[] before, double[] after) {
        double[] ratios = new double[before.length * after.length];
        int at = 0;
        for (double a : before) {
            for (double b : after) {
                ratios[at++] = b / a - 1;
            }
        }
        return median(ratios);
    }

    /** Half of the values lie below it. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The same with more and less exchanged: for figures of which more is better. */
    Change reversed() {
        return new Change(-estimate, -high, -low);
    }

    /** Half the width of the interval: smaller changes cannot be told from none. */
    double halfWidth() {
        return (high - low) / 2;
    }
}
