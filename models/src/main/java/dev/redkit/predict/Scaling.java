package dev.redkit.predict;

/** What a scaler does to a row: {@code (x - shift) * scale + offset}, each feature for itself. */
record Scaling(double[] shift, double[] scale, double[] offset) {
    double[] apply(double[] row) {
        double[] scaled = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            scaled[i] = (row[i] - shift[i]) * scale[i] + offset[i];
        }
        return scaled;
    }

    int features() {
        return shift.length;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "scaling of " + shift.length + " features";
    }
}
