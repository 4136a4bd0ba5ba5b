package dev.redkit.predict;

/** Which class wins: the most probable one, after each probability was divided by the threshold of its class if there are any. */
final class Thresholds {
    private final double[] thresholds;

    Thresholds(double[] thresholds) {
        this.thresholds = thresholds.clone();
    }

    boolean present() {
        return thresholds.length > 0;
    }

    /** Of two classes: the probability of the second above which it is taken. */
    double ofSecond() {
        return 1 / (1 + thresholds[0] / thresholds[1]);
    }

    int winner(double[] probabilities) {
        if (thresholds.length != probabilities.length) {
            return Prediction.largest(probabilities);
        }
        double[] scaled = new double[probabilities.length];
        for (int i = 0; i < scaled.length; i++) {
            // Zero stands for a class that always wins where it is possible at all.
            scaled[i] = thresholds[i] == 0 && probabilities[i] > 0
                    ? Double.POSITIVE_INFINITY
                    : probabilities[i] / thresholds[i];
        }
        return Prediction.largest(scaled);
    }
}
