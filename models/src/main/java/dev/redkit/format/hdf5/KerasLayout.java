package dev.redkit.format.hdf5;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.text.Json;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where Keras 3 looks for weights: {@code layers/CLASS[_N]/vars/INDEX}, with the N-th layer of a class counted in the order of
 * the model. A version that came from a file of Keras 3 knows its paths. Of others the classes are in the configuration of
 * the model, if there is one, and else they are told by what a layer has.
 */
final class KerasLayout {
    /** The metadata that keeps the paths: JSON, tensor to path. */
    static final String PATHS = "keras_paths";

    /** What Keras 3 keeps at {@code optimizer/}; what older ones had stays beside it, where nobody looks. */
    private static final String OPTIMIZER = "optimizer";

    private static final String VARS = "/vars";

    private final Map<?, ?> known;
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /** A layer, or its cell, and what it has. */
    private record Layer(String name, String cell, List<Tensor> weights) {}

    private KerasLayout(ModelContent content) {
        known = object(content, PATHS);
        configure(content);
        Map<String, Layer> layers = new LinkedHashMap<>();
        classes.keySet().forEach(name -> layers.put(name, new Layer(name, "", new ArrayList<>())));
        for (Tensor tensor : content.tensors()) {
            if (known.get(tensor.name()) instanceof String path) {
                place(tensor, path);
            } else if (tensor.name().startsWith(OPTIMIZER)) {
                paths.put(tensor.name(), tensor.name());
            } else {
                gather(tensor, layers);
            }
        }
        layers.values().forEach(this::lay);
    }

    static KerasLayout of(ModelContent content) {
        return new KerasLayout(content);
    }

    /** The same content with each tensor under its path. */
    ModelContent renamed(ModelContent content) {
        return new ModelContent(
                content.tensors().stream()
                        .map(tensor -> tensor.named(paths.get(tensor.name())))
                        .toList(),
                content.metadata());
    }

    /** The names of layers, by the groups of their weights. */
    Map<String, String> names() {
        return names;
    }

    private static Map<?, ?> object(ModelContent content, String key) {
        String text = content.metadata().get(key);
        return text == null ? Map.of() : Json.object(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The classes of the layers, in the words of Keras and in its order. */
    private void configure(ModelContent content) {
        for (String key : List.of("config.json", "model_config")) {
            if (object(content, key).get("config") instanceof Map<?, ?> config
                    && config.get("layers") instanceof List<?> layers) {
                layers.forEach(this::configured);
            }
        }
    }

    private void configured(Object layer) {
        if (layer instanceof Map<?, ?> map
                && map.get("class_name") instanceof String type
                && map.get("config") instanceof Map<?, ?> config
                && config.get("name") instanceof String name) {
            classes.putIfAbsent(name, snakeCase(type));
        }
    }

    private static String snakeCase(String type) {
        return type.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private void place(Tensor tensor, String path) {
        paths.put(tensor.name(), path);
        int vars = path.lastIndexOf(VARS + "/");
        int weight = tensor.name().lastIndexOf('/');
        if (vars >= 0 && weight > 0) {
            String owner = tensor.name().substring(0, weight);
            String group = path.substring(0, vars);
            names.put(group + VARS, owner.substring(owner.lastIndexOf('/') + 1));
            int cell = owner.lastIndexOf('/');
            if (group.endsWith("cell") && cell > 0) {
                // The layer around a cell has no weights of its own, but a name.
                String outer = group.substring(0, group.lastIndexOf('/'));
                names.put(outer + VARS, owner.substring(0, cell));
            }
        }
    }

    /** {@code [MODEL/]LAYER[/CELL]/WEIGHT[:0]}. */
    private static void gather(Tensor tensor, Map<String, Layer> layers) {
        String[] parts = tensor.name().split("/", -1);
        int owner = parts.length - 2;
        boolean cell = owner > 0 && parts[owner].endsWith("cell");
        if (owner < 0) {
            throw untold(tensor);
        }
        String name = parts[cell ? owner - 1 : owner];
        Layer layer = layers.get(name);
        if (layer == null || (cell && layer.cell().isEmpty())) {
            layer = new Layer(name, cell ? parts[owner] : "", new ArrayList<>());
            layers.put(name, layer);
        }
        layer.weights().add(tensor);
    }

    private void lay(Layer layer) {
        if (layer.weights().isEmpty() && !classes.containsKey(layer.name())) {
            return;
        }
        String type = Optional.ofNullable(classes.get(layer.name()))
                .or(() -> guess(layer))
                .orElseThrow(() -> untold(layer.weights().get(0)));
        int number = used.merge(type, 1, Integer::sum) - 1;
        if (layer.weights().isEmpty()) {
            return;
        }
        String group = "layers/" + type + (number == 0 ? "" : "_" + number);
        names.put(group + VARS, layer.name());
        String place = layer.cell().isEmpty() ? group : group + "/cell";
        if (!layer.cell().isEmpty()) {
            names.put(place + VARS, layer.cell());
        }
        List<String> present = KerasNames.weights(layer.cell().isEmpty() ? type : "cell").stream()
                .filter(weight ->
                        layer.weights().stream().anyMatch(one -> weight(one).equals(weight)))
                .toList();
        for (Tensor tensor : layer.weights()) {
            int index = present.indexOf(weight(tensor));
            if (index < 0) {
                throw untold(tensor);
            }
            paths.put(tensor.name(), place + VARS + "/" + index);
        }
    }

    private static String weight(Tensor tensor) {
        String weight = tensor.name().substring(tensor.name().lastIndexOf('/') + 1);
        return weight.endsWith(":0") ? weight.substring(0, weight.length() - 2) : weight;
    }

    private static Optional<String> guess(Layer layer) {
        Map<String, Shape> has = new HashMap<>();
        layer.weights().forEach(tensor -> has.put(weight(tensor), tensor.shape()));
        Shape kernel = has.getOrDefault("kernel", Shape.of());
        if (!layer.cell().isEmpty()) {
            Shape recurrent = has.getOrDefault("recurrent_kernel", Shape.of());
            boolean matrix = recurrent.rank() == 2 && recurrent.dimension(0) > 0;
            long gates = matrix ? recurrent.dimension(1) / recurrent.dimension(0) : 0;
            return Optional.ofNullable(
                    Map.of(1L, "simple_rnn", 3L, "gru", 4L, "lstm").get(gates));
        }
        if (has.containsKey("moving_mean")) {
            return Optional.of("batch_normalization");
        }
        if (has.containsKey("gamma") || has.containsKey("beta")) {
            return Optional.of("layer_normalization");
        }
        if (has.containsKey("embeddings")) {
            return Optional.of("embedding");
        }
        return Optional.ofNullable(
                Map.of(2, "dense", 3, "conv1d", 4, "conv2d", 5, "conv3d").get(kernel.rank()));
    }

    private static UsageError untold(Tensor tensor) {
        return new UsageError(
                "redkit cannot tell which layer of Keras '" + tensor.name() + "' belongs to",
                "a model that came from a file of Keras 3 has its layers; write .h5, or leave it out with --tensor");
    }
}
