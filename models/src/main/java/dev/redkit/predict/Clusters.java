package dev.redkit.predict;

/** K-means: the number of the nearest centre. */
public final class Clusters implements Predictor {
    private final double[] centres;
    private final int count;
    private final int features;
    private final boolean cosine;

    Clusters(double[] centres, int count, int features, boolean cosine) {
        this.centres = centres.clone();
        this.count = count;
        this.features = features;
        this.cosine = cosine;
    }

    public int count() {
        return count;
    }

    /** Whether the angle counts, not the distance. */
    public boolean cosine() {
        return cosine;
    }

    /** One after the other. */
    public double[] centres() {
        return centres.clone();
    }

    @Override
    public String kind() {
        return "k-means";
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public Prediction predict(double[] row) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double distance = cosine ? angle(i * features, row) : squared(i * features, row);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return Prediction.of(best);
    }

    private double squared(int from, double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double apart = row[i] - centres[from + i];
            sum += apart * apart;
        }
        return sum;
    }

    private double angle(int from, double[] row) {
        double lengths = 0;
        double other = 0;
        for (int i = 0; i < row.length; i++) {
            lengths += row[i] * row[i];
            other += centres[from + i] * centres[from + i];
        }
        return 1 - Linear.dot(centres, from, row) / Math.sqrt(lengths) / Math.sqrt(other);
    }
}
