package dev.redkit.bench.workload;

import java.util.SplittableRandom;

/**
 * Draws ranks 0 … n-1 with weights 1/(rank+1)^s, in constant time and memory for any n: rejection-inversion after
 * Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions" (1996).
 */
final class Zipf {
    private final double exponent;
    private final long count;
    private final double low;
    private final double high;
    private final double accept;

    Zipf(long count, double exponent) {
        this.count = count;
        this.exponent = exponent;
        low = area(1.5) - 1;
        high = area(count + 0.5);
        accept = 2 - inverse(area(2.5) - weight(2));
    }

    long next(SplittableRandom random) {
        while (true) {
            double at = high + random.nextDouble() * (low - high);
            double x = inverse(at);
            long rank = Math.min(count, Math.max(1, (long) (x + 0.5)));
            if (rank - x <= accept || at >= area(rank + 0.5) - weight((double) rank)) {
                return rank - 1;
            }
        }
    }

    private double weight(double x) {
        return Math.exp(-exponent * Math.log(x));
    }

    /** The area below the weights up to x, up to a constant. */
    private double area(double x) {
        double log = Math.log(x);
        return exponentialPart((1 - exponent) * log) * log;
    }

    private double inverse(double area) {
        double t = Math.max(-1, area * (1 - exponent));
        return Math.exp(logarithmicPart(t) * area);
    }

    /** (e^x - 1) / x, also near 0. */
    private static double exponentialPart(double x) {
        return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2 * (1 + x / 3);
    }

    /** ln(1 + x) / x, also near 0. */
    private static double logarithmicPart(double x) {
        return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x * (0.5 - x / 3);
    }
}
