package dev.redkit.format;

import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.Widened;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model file is made of: tensors, whose names differ, and text that goes along where the format has a place for it. */
public record ModelContent(List<Tensor> tensors, Map<String, String> metadata) {
    public ModelContent {
        tensors = List.copyOf(tensors);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The same as a format {@linkplain ModelFormat#keepsAs keeps} it: floats that it does not know are F32. */
    public ModelContent keptBy(ModelFormat format) {
        return new ModelContent(
                tensors.stream()
                        .map(one -> format.keepsAs(one.dtype()) == one.dtype() ? one : Widened.of(one))
                        .toList(),
                metadata);
    }
}
