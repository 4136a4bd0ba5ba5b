package dev.redkit.predict;

/** Logistic regression of two classes. */
public final class Logistic implements Predictor {
    private final Linear margin;
    private final double threshold;

    Logistic(Linear margin, double threshold) {
        this.margin = margin;
        this.threshold = threshold;
    }

    public Linear margin() {
        return margin;
    }

    @Override
    public String kind() {
        return "logistic regression";
    }

    @Override
    public int features() {
        return margin.features();
    }

    @Override
    public Prediction predict(double[] row) {
        double sum = margin.sum(row);
        double first = 1.0 / (1.0 + Math.exp(sum));
        double limit = threshold == 0
                ? Double.NEGATIVE_INFINITY
                : threshold == 1 ? Double.POSITIVE_INFINITY : Math.log(threshold / (1.0 - threshold));
        return Prediction.of(sum > limit ? 1 : 0, new double[] {first, 1.0 - first});
    }
}
