package dev.redkit.predict;

/** A weighted sum. */
public final class Linear implements Predictor {
    private final double[] coefficients;
    private final double intercept;

    Linear(double[] coefficients, double intercept) {
        this.coefficients = coefficients.clone();
        this.intercept = intercept;
    }

    public double[] coefficients() {
        return coefficients.clone();
    }

    public double intercept() {
        return intercept;
    }

    @Override
    public String kind() {
        return "linear regression";
    }

    @Override
    public int features() {
        return coefficients.length;
    }

    double sum(double[] row) {
        return dot(coefficients, 0, row) + intercept;
    }

    /**
     * The sum of products in their order, each added without being rounded first: so do the BLAS libraries under Spark, which
     * is how predictions come out equal to the last bit.
     */
    static double dot(double[] weights, int from, double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum = Math.fma(weights[from + i], row[i], sum);
        }
        return sum;
    }

    @Override
    public Prediction predict(double[] row) {
        return Prediction.of(sum(row));
    }
}
