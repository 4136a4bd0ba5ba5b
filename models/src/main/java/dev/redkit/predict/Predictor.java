package dev.redkit.predict;

import java.util.List;

/** A model that predicts. Immutable, for any number of threads. */
public interface Predictor {
    /** What it is, in a word or two for users. */
    String kind();

    /** How many numbers a row has; -1 when any number of them will do. */
    int features();

    /** The names of those numbers, when the model knows them. */
    default List<String> names() {
        return List.of();
    }

    /** Predicts one row, which has {@link #features} numbers. */
    Prediction predict(double[] row);
}
