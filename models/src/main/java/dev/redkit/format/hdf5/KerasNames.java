package dev.redkit.format.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.List;

/**
 * What a dataset is called. In files of Keras it is called as the user knows it: in the older layout by what comes after
 * the group of its layer, in that of Keras 3 by the layer's real name, which only an attribute tells, because the groups
 * there are called after classes. In all other files it is called by its path.
 */
final class KerasNames {
    private static final String WEIGHTS = "model_weights/";

    private final boolean layered;

    KerasNames(Group root) {
        this.layered = root.getAttributes().containsKey("layer_names")
                || root.getChildren().containsKey("model_weights");
    }

    String of(Dataset dataset) {
        String path = dataset.getPath().substring(1);
        if (isOfLayer(dataset)) {
            return version3(path, dataset, dataset.getParent());
        }
        if (!layered || path.startsWith("optimizer_weights/")) {
            return path;
        }
        String inLayer = path.startsWith(WEIGHTS) ? path.substring(WEIGHTS.length()) : path;
        int slash = inLayer.indexOf('/');
        return slash < 0 ? inLayer : inLayer.substring(slash + 1);
    }

    /** Whether it stands where Keras 3 keeps the weights of a layer. */
    static boolean isOfLayer(Dataset dataset) {
        Group parent = dataset.getParent();
        return parent != null
                && parent.getName().equals("vars")
                && parent.getAttributes().containsKey("name");
    }

    /** The path is {@code …/GROUP/vars/INDEX}; the group is called after the class of the layer, and perhaps numbered. */
    private static String version3(String path, Dataset dataset, Group vars) {
        Attribute name = vars.getAttribute("name");
        String[] parts = path.split("/", -1);
        String group = parts.length < 3 ? "" : parts[parts.length - 3];
        String meaning = meaning(group.replaceAll("_\\d+$", ""), dataset.getName());
        if (path.startsWith("optimizer/")) {
            return path;
        }
        // The parts of a layer of layers, like the cell of an LSTM, are known by their layer.
        Node layer = group.endsWith("cell") && vars.getParent() != null
                ? vars.getParent().getParent()
                : null;
        boolean named = layer instanceof Group outer
                && outer.getChildren().get("vars") instanceof Group outerVars
                && outerVars.getAttributes().containsKey("name");
        String owner = named
                ? ((Group) ((Group) layer).getChildren().get("vars"))
                                .getAttribute("name")
                                .getData() + "/" + group
                : String.valueOf(name.getData());
        return owner + "/" + meaning;
    }

    private static String meaning(String layer, String index) {
        List<String> meanings = weights(layer);
        int number = index.matches("\\d{1,2}") ? Integer.parseInt(index) : Integer.MAX_VALUE;
        return number < meanings.size() ? meanings.get(number) : index;
    }

    /** What a layer of a class has, in the order in which Keras numbers it. */
    static List<String> weights(String layer) {
        return switch (layer) {
            case "dense", "conv1d", "conv2d", "conv3d", "conv1d_transpose", "conv2d_transpose" ->
                List.of("kernel", "bias");
            case "batch_normalization" -> List.of("gamma", "beta", "moving_mean", "moving_variance");
            case "layer_normalization" -> List.of("gamma", "beta");
            case "embedding" -> List.of("embeddings");
            case "cell" -> List.of("kernel", "recurrent_kernel", "bias");
            default -> List.of();
        };
    }
}
