package dev.redkit.tensor;

/**
 * Counts numbers before it is known from where to where they go: by their sign, exponent and the first bits of the
 * fraction, which are the upper half of a float. In the end the counts are put into equal steps.
 */
final class Histogram {
    private static final int KEYS = 1 << 16;

    private final long[] counts = new long[KEYS];

    void add(float[] block, int count) {
        for (int i = 0; i < count; i++) {
            counts[Float.floatToRawIntBits(block[i]) >>> 16]++;
        }
    }

    void add(double[] block, int count) {
        for (int i = 0; i < count; i++) {
            counts[Float.floatToRawIntBits((float) block[i]) >>> 16]++;
        }
    }

    /** What was counted, in equal steps. */
    long[] steps(double minimum, double maximum) {
        long[] steps = new long[Statistics.STEPS];
        double width = maximum / steps.length - minimum / steps.length;
        for (int i = 0; i < KEYS; i++) {
            if (counts[i] > 0) {
                // The middle of the numbers with this key; a double beyond all floats lies at the far end.
                float middle = Float.intBitsToFloat((i << 16) | 0x8000);
                double value = Float.isNaN(middle) ? i < 0x8000 ? maximum : minimum : middle;
                int step = width > 0 ? (int) ((value - minimum) / width) : 0;
                steps[Math.max(0, Math.min(steps.length - 1, step))] += counts[i];
            }
        }
        return steps;
    }
}
