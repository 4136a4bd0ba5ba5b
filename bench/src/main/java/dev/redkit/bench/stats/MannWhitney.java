package dev.redkit.bench.stats;

import java.util.Arrays;

/**
 * How probable two samples this far apart are, if they come from the same source: the two-sided rank-sum test. Exact, ties
 * included, by counting the ways to deal the ranks; for hundreds of blocks by the normal approximation.
 */
public final class MannWhitney {
    private static final int EXACT = 120;

    private MannWhitney() {}

    public static double p(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return 1;
        }
        int[] ranks = doubledRanks(a, b);
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ranks[i];
        }
        return a.length + b.length <= EXACT ? exact(ranks, a.length, sum) : approximate(ranks, a.length, sum);
    }

    /** Twice the rank of each value, those of {@code a} first; equal values share the mean of their ranks. */
    private static int[] doubledRanks(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        int[] ranks = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            int less = 0;
            int equal = 0;
            for (double other : all) {
                less += other < all[i] ? 1 : 0;
                equal += other == all[i] ? 1 : 0;
            }
            ranks[i] = 2 * less + equal + 1;
        }
        return ranks;
    }

    /** The part of all choices of {@code size} ranks whose sum lies at least as far from the middle. */
    private static double exact(int[] ranks, int size, int sum) {
        int total = Arrays.stream(ranks).sum();
        double[][] ways = new double[size + 1][total + 1];
        ways[0][0] = 1;
        int taken = 0;
        for (int rank : ranks) {
            taken++;
            for (int k = Math.min(size, taken); k >= 1; k--) {
                for (int s = total; s >= rank; s--) {
                    ways[k][s] += ways[k - 1][s - rank];
                }
            }
        }
        double mean = (double) total * size / ranks.length;
        double distance = Math.abs(sum - mean);
        double all = 0;
        double far = 0;
        for (int s = 0; s <= total; s++) {
            all += ways[size][s];
            far += Math.abs(s - mean) >= distance - 1e-9 ? ways[size][s] : 0;
        }
        return far / all;
    }

    private static double approximate(int[] ranks, int size, int sum) {
        double n = ranks.length;
        double other = n - size;
        double mean = Arrays.stream(ranks).sum() * size / n;
        double squares = 0;
        for (int rank : ranks) {
            squares += Math.pow(rank - (n + 1), 2);
        }
        // The variance of a sum of ranks drawn without putting back; ties are in the squares.
        double variance = squares * size * other / n / (n - 1);
        if (variance == 0) {
            return 1;
        }
        double z = Math.max(0, Math.abs(sum - mean) - 1) / Math.sqrt(variance);
        return Math.min(1, 2 * upperTail(z));
    }

    /** Of the normal distribution, by its continued fraction or its series. */
    private static double upperTail(double z) {
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z > 3) {
            double fraction = z;
            for (int k = 60; k >= 1; k--) {
                fraction = z + k / fraction;
            }
            return density / fraction;
        }
        double term = z;
        double sum = z;
        for (int k = 1; k < 100; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return 0.5 - density * sum;
    }
}
