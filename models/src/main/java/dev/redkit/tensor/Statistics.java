package dev.redkit.tensor;

import java.io.IOException;

/**
 * What the numbers of a tensor are like. Minimum, maximum, mean and deviation are those of the finite numbers, and NaN when
 * there is none.
 *
 * @param finite how many numbers are finite; a complex element has two numbers
 * @param deviation of the whole, not estimated from a sample
 * @param histogram how many of the finite numbers lie in each of {@link #STEPS} equal steps from minimum to maximum; a
 *     number within a hundredth of a border may be counted beyond it
 * @param every the histogram looks at one block in so many
 */
public record Statistics(
        long finite,
        long nans,
        long infinities,
        long zeros,
        double minimum,
        double maximum,
        double mean,
        double deviation,
        long[] histogram,
        int every) {
    /** How many steps the histogram has. */
    public static final int STEPS = 16;

    private static final long LARGE = 1 << 20;
    private static final int EVERY = 8;

    /** Reads the tensor once, in little memory. */
    public static Statistics of(Tensor tensor) throws IOException {
        int every = tensor.shape().elements() > LARGE ? EVERY : 1;
        try (Floats numbers = new Floats(tensor)) {
            Moments moments = new Moments();
            Histogram histogram = new Histogram();
            if (numbers.areSingle()) {
                singles(numbers, moments, histogram, every);
            } else {
                doubles(numbers, moments, histogram, every);
            }
            return moments.statistics(histogram, every);
        }
    }

    private static void singles(Floats numbers, Moments moments, Histogram histogram, int every) throws IOException {
        float[] block = new float[Floats.BLOCK];
        int at = 0;
        for (int count = numbers.next(block); count > 0; count = numbers.next(block)) {
            int finite = moments.add(block, count);
            if (at++ % every == 0) {
                histogram.add(block, finite);
            }
        }
    }

    private static void doubles(Floats numbers, Moments moments, Histogram histogram, int every) throws IOException {
        double[] block = new double[Floats.BLOCK];
        int at = 0;
        for (int count = numbers.next(block); count > 0; count = numbers.next(block)) {
            int finite = moments.add(block, count);
            if (at++ % every == 0) {
                histogram.add(block, finite);
            }
        }
    }
}
