package dev.redkit.format.text;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.OpenedTensors;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** What the formats of text have in common. */
final class TextFiles {
    private TextFiles() {}

    /** The name of what the file itself gives no name. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** What reads text of one kind, value by value; {@code name} is what to call it before a user. */
    interface Parser {
        void parse(String name, InputStream in, ValueEvents events);
    }

    /** Parameters as numbers and lists of them in nested dictionaries. */
    static ModelFile parameters(String format, Path file, Parser parser) throws IOException {
        Parameters parameters = new Parameters(stem(file));
        try (Region region = Region.of(file);
                InputStream in = region.open()) {
            parser.parse(file.toString(), in, parameters);
        }
        return new OpenedTensors(format, parameters.tensors(), parameters.metadata(), List.of());
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
