package dev.redkit.predict;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pipeline of Spark ML whose last stage predicts, and whose others scale. Each stage has to take what the one before it
 * gives, as their parameters name it.
 */
final class Pipelines {
    private final Facts facts;
    private final List<Scaling> scalings = new ArrayList<>();
    private List<String> names = List.of();
    /** The column that the stage before has made; null before the first. */
    private String made;

    private Pipelines(Facts facts) {
        this.facts = facts;
    }

    static Predictor of(Facts facts) {
        return new Pipelines(facts).build();
    }

    private Predictor build() {
        int count = 0;
        while (facts.stage(count).text("class").isPresent()) {
            count++;
        }
        if (count == 0) {
            throw new BadInput("the pipeline has no stages");
        }
        for (int i = 0; i < count - 1; i++) {
            transform(facts.stage(i), i);
        }
        Facts last = facts.stage(count - 1);
        take(last, "featuresCol", count - 1);
        Predictor model = Predictors.of(last, null);
        if (!scalings.isEmpty() && model.features() != scalings.get(0).features()) {
            throw new BadInput(
                    "the scaler takes " + scalings.get(0).features() + " features, the model " + model.features());
        }
        return new Scaled(scalings, model, names);
    }

    private void transform(Facts stage, int number) {
        String full = stage.text("class").orElse("");
        String name = full.substring(full.lastIndexOf('.') + 1);
        switch (name) {
            case "VectorAssembler" -> {
                if (made != null) {
                    throw cannot(full, number);
                }
                names = Arrays.stream(stage.parameter("inputCols")
                                .orElse("[]")
                                .replaceAll("^\\[|]$", "")
                                .split(",", -1))
                        .map(one -> one.replace("\"", ""))
                        .toList();
                // One column may be a vector, whose parts have no names.
                names = names.size() > 1 ? names : List.of();
                made = stage.parameter("outputCol").orElse("");
                return;
            }
            case "StandardScalerModel" -> scalings.add(standard(stage));
            case "MinMaxScalerModel" -> scalings.add(minMax(stage));
            case "MaxAbsScalerModel" -> scalings.add(maxAbs(stage));
            default -> throw cannot(full, number);
        }
        take(stage, "inputCol", number);
        made = stage.parameter("outputCol").orElse("");
    }

    private static UsageError cannot(String stage, int number) {
        return new UsageError(
                "stage " + number + " of the pipeline is a " + stage + ", which redkit cannot apply",
                "let Spark do that to the features, and name the folder of the last stage");
    }

    private void take(Facts stage, String parameter, int number) {
        String column = stage.parameter(parameter).orElse("");
        if (made != null && !column.equals(made)) {
            throw new UsageError(
                    "stage " + number + " of the pipeline takes column " + column + ", but the stage before it makes "
                            + made,
                    "name the folder of the stage that predicts");
        }
    }

    private static Scaling standard(Facts stage) {
        double[] std = stage.numbers("std");
        double[] scale = new double[std.length];
        for (int i = 0; i < std.length; i++) {
            scale[i] = !stage.flag("withStd") ? 1 : std[i] == 0 ? 0 : 1.0 / std[i];
        }
        double[] shift = stage.flag("withMean") ? stage.numbers("mean") : new double[std.length];
        return scaling(shift, scale, new double[std.length]);
    }

    private static Scaling minMax(Facts stage) {
        double[] low = stage.numbers("originalMin");
        double[] high = stage.numbers("originalMax");
        double from = stage.parameter("min", 0);
        double to = stage.parameter("max", 1);
        double[] scale = new double[low.length];
        double[] offset = new double[low.length];
        for (int i = 0; i < Math.min(low.length, high.length); i++) {
            double range = high[i] - low[i];
            scale[i] = range == 0 ? 0 : (to - from) / range;
            offset[i] = range == 0 ? (from + to) / 2 : from;
        }
        return scaling(low, scale, offset);
    }

    private static Scaling maxAbs(Facts stage) {
        double[] most = stage.numbers("maxAbs");
        double[] scale = new double[most.length];
        for (int i = 0; i < most.length; i++) {
            scale[i] = 1.0 / (most[i] == 0 ? 1 : most[i]);
        }
        return scaling(new double[most.length], scale, new double[most.length]);
    }

    private static Scaling scaling(double[] shift, double[] scale, double[] offset) {
        if (shift.length != scale.length || offset.length != scale.length) {
            throw new BadInput("a scaler has vectors of different lengths");
        }
        return new Scaling(shift, scale, offset);
    }
}
