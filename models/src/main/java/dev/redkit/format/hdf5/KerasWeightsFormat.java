package dev.redkit.format.hdf5;

import dev.redkit.format.ModelContent;
import dev.redkit.format.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code .weights.h5}, which {@code load_weights} of Keras 3 takes. */
public final class KerasWeightsFormat extends KerasFile {
    @Override
    public String name() {
        return "keras-weights";
    }

    @Override
    public List<String> suffixes() {
        return List.of("weights.h5");
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        weights(content).write(out);
    }
}
