package dev.redkit.format.text;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.tensor.Tensor;
import java.nio.file.Path;

/** What the formats of text have in common. */
final class TextFiles {
    private TextFiles() {}

    /** The name of what the file itself gives no name. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    static void requireReal(ModelContent content, String format) {
        for (Tensor tensor : content.tensors()) {
            if (tensor.dtype().isComplex()) {
                throw new UsageError(
                        format + " has no complex numbers, which " + tensor.name() + " is made of", "write .npz");
            }
        }
    }
}
