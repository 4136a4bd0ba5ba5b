package dev.redkit.predict;

/** Logistic regression of several classes. */
final class Softmax implements Predictor {
    private final double[] coefficients;
    private final double[] intercepts;
    private final int features;
    private final Thresholds thresholds;

    /** @param coefficients a row for each class */
    Softmax(double[] coefficients, double[] intercepts, int features, Thresholds thresholds) {
        this.coefficients = coefficients.clone();
        this.intercepts = intercepts.clone();
        this.features = features;
        this.thresholds = thresholds;
    }

    @Override
    public String kind() {
        return "multinomial logistic regression";
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public Prediction predict(double[] row) {
        double[] values = new double[intercepts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Linear.dot(coefficients, i * features, row) + intercepts[i];
        }
        int best = Prediction.largest(values);
        double most = values[best];
        if (Double.isInfinite(most)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = i == best ? 1 : 0;
            }
        } else {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.exp(values[i] - most);
                sum += values[i];
            }
            for (int i = 0; i < values.length; i++) {
                values[i] /= sum;
            }
        }
        return Prediction.of(thresholds.present() ? thresholds.winner(values) : best, values);
    }
}
