package dev.redkit.predict;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.Doubles;
import dev.redkit.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors and the metadata of a model, or of a stage of one, by name. */
final class Facts {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata;
    private final String prefix;

    Facts(List<Tensor> tensors, Map<String, String> metadata) {
        this.metadata = metadata;
        this.prefix = "";
        tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
    }

    private Facts(Facts of, String prefix) {
        this.tensors.putAll(of.tensors);
        this.metadata = of.metadata;
        this.prefix = of.prefix + prefix;
    }

    Facts stage(int number) {
        return new Facts(this, "stages." + number + ".");
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(metadata.get(prefix + name));
    }

    /** A parameter that was set, or its default. */
    Optional<String> parameter(String name) {
        return text("paramMap." + name).or(() -> text("defaultParamMap." + name));
    }

    double parameter(String name, double otherwise) {
        Optional<String> text = parameter(name);
        try {
            return text.isPresent() ? Double.parseDouble(text.get()) : otherwise;
        } catch (NumberFormatException e) {
            throw new BadInput("the parameter " + name + " is '" + text.get() + "', which is no number", null, e);
        }
    }

    boolean flag(String name) {
        return parameter(name).map(Boolean::parseBoolean).orElse(false);
    }

    boolean has(String name) {
        return tensors.containsKey(prefix + name);
    }

    /** The first of these that there is. */
    Optional<Tensor> first(List<String> names) {
        return names.stream().filter(this::has).findFirst().map(name -> tensors.get(prefix + name));
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(prefix + name);
        if (tensor == null) {
            throw new BadInput("the model has no tensor " + prefix + name);
        }
        return tensor;
    }

    double[] numbers(String name) {
        return Doubles.of(tensor(name));
    }

    List<String> names() {
        return List.copyOf(tensors.keySet());
    }
}
