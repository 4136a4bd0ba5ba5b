package dev.redkit.predict;

import java.util.List;

/** A model behind scalers. */
final class Scaled implements Predictor {
    private final List<Scaling> scalings;
    private final Predictor model;
    private final List<String> names;

    Scaled(List<Scaling> scalings, Predictor model, List<String> names) {
        this.scalings = List.copyOf(scalings);
        this.model = model;
        this.names = List.copyOf(names);
    }

    @Override
    public String kind() {
        return "pipeline of " + scalings.size() + (scalings.size() == 1 ? " scaler and " : " scalers and ")
                + model.kind();
    }

    @Override
    public int features() {
        return scalings.isEmpty() ? model.features() : scalings.get(0).features();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Prediction predict(double[] row) {
        double[] scaled = row;
        for (Scaling scaling : scalings) {
            scaled = scaling.apply(scaled);
        }
        return model.predict(scaled);
    }
}
