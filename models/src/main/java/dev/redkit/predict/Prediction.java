package dev.redkit.predict;

import java.util.Arrays;
import java.util.List;

/**
 * What a model says of one row.
 *
 * @param value the number, class or cluster
 * @param probabilities of the classes, as far as the model knows any
 */
public record Prediction(double value, List<Double> probabilities) {
    public Prediction {
        probabilities = List.copyOf(probabilities);
    }

    static Prediction of(double value) {
        return new Prediction(value, List.of());
    }

    /** The class that is most probable; the first of those that are equal. */
    static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    static Prediction of(double value, double[] probabilities) {
        return new Prediction(value, Arrays.stream(probabilities).boxed().toList());
    }
}
