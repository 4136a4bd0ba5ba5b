package dev.redkit.predict;

/** A linear support vector machine of two classes: on which side of a plane. */
final class Margin implements Predictor {
    private final Linear margin;
    private final double threshold;

    Margin(Linear margin, double threshold) {
        this.margin = margin;
        this.threshold = threshold;
    }

    @Override
    public String kind() {
        return "linear SVC";
    }

    @Override
    public int features() {
        return margin.features();
    }

    @Override
    public Prediction predict(double[] row) {
        return Prediction.of(margin.sum(row) > threshold ? 1 : 0);
    }
}
