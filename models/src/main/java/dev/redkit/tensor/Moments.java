package dev.redkit.tensor;

/**
 * Adds up what {@link Statistics} tells. Each block is summed in several lanes, which a processor can add at the same time,
 * and its squares are those of the distances from its own mean, so that nothing cancels; blocks are then combined as Chan,
 * Golub and LeVeque do.
 */
final class Moments {
    private static final int LANES = 4;

    private final int[] bits = new int[Floats.BLOCK];
    private long finite;
    private long nans;
    private long infinities;
    private long zeros;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;

    /** Adds the first numbers of a block. Those that are finite are then its first; their count is returned. */
    int add(float[] block, int count) {
        int kept = allFinite(block, count) ? count : compact(block, count);
        if (kept > 0) {
            extremes(block, kept);
            double blockMean = sum(block, kept) / kept;
            combine(kept, blockMean, squares(block, kept, blockMean));
        }
        return kept;
    }

    /** Counts the zeros, too. */
    private boolean allFinite(float[] block, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = Float.floatToRawIntBits(block[i]) & 0x7fffffff;
        }
        int special = 0;
        int nonZero = 0;
        for (int i = 0; i < count; i++) {
            // An exponent of all ones overflows into the sign.
            special |= bits[i] + 0x00800000;
            nonZero += -bits[i] >>> 31;
        }
        zeros += count - nonZero;
        return special >= 0;
    }

    private void extremes(float[] block, int count) {
        float least = block[0];
        float most = block[0];
        for (int i = 1; i < count; i++) {
            least = Math.min(least, block[i]);
            most = Math.max(most, block[i]);
        }
        minimum = Math.min(minimum, least);
        maximum = Math.max(maximum, most);
    }

    private int compact(float[] block, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (Float.isFinite(block[i])) {
                block[kept++] = block[i];
            } else if (Float.isNaN(block[i])) {
                nans++;
            } else {
                infinities++;
            }
        }
        return kept;
    }

    private static double sum(float[] block, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            a += block[i];
            b += block[i + 1];
            c += block[i + 2];
            d += block[i + 3];
        }
        for (; i < count; i++) {
            a += block[i];
        }
        return a + b + (c + d);
    }

    private static double squares(float[] block, int count, double mean) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            double p = block[i] - mean;
            double q = block[i + 1] - mean;
            double r = block[i + 2] - mean;
            double s = block[i + 3] - mean;
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; i < count; i++) {
            double p = block[i] - mean;
            a += p * p;
        }
        return a + b + (c + d);
    }

    /** The same for wider numbers. */
    int add(double[] block, int count) {
        int kept = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double value = block[i];
            if (Double.isNaN(value)) {
                nans++;
            } else if (Double.isInfinite(value)) {
                infinities++;
            } else {
                block[kept++] = value;
                sum += value;
                zeros += value == 0 ? 1 : 0;
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
            }
        }
        if (kept > 0) {
            double blockMean = sum / kept;
            double blockSquares = 0;
            for (int i = 0; i < kept; i++) {
                blockSquares += (block[i] - blockMean) * (block[i] - blockMean);
            }
            combine(kept, blockMean, blockSquares);
        }
        return kept;
    }

    private void combine(int count, double blockMean, double blockSquares) {
        double distance = blockMean - mean;
        long all = finite + count;
        mean += distance * count / all;
        squares += blockSquares + distance * distance * ((double) finite * count / all);
        finite = all;
    }

    Statistics statistics(Histogram histogram, int every) {
        boolean none = finite == 0;
        return new Statistics(
                finite,
                nans,
                infinities,
                zeros,
                none ? Double.NaN : minimum,
                none ? Double.NaN : maximum,
                none ? Double.NaN : mean,
                none ? Double.NaN : Math.sqrt(squares / finite),
                none ? new long[Statistics.STEPS] : histogram.steps(minimum, maximum),
                every);
    }
}
