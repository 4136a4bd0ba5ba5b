package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found in a file. What is no tensor is told as text, so that nothing is lost without a word. */
final class MatContent {
    private static final int MOST_TENSORS = 1_000_000;

    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void add(Tensor tensor) {
        if (tensors.size() == MOST_TENSORS) {
            throw new BadInput("there are more than " + MOST_TENSORS + " arrays");
        }
        tensors.add(tensor);
    }

    void tell(String name, String what) {
        if (metadata.size() == MOST_TENSORS) {
            throw new BadInput("there are more than " + MOST_TENSORS + " arrays");
        }
        metadata.put(name, what);
    }
}
