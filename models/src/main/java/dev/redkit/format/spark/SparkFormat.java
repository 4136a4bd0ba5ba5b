package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Directories of models as Spark ML saves them. */
public final class SparkFormat implements ModelFormat {
    @Override
    public String name() {
        return "spark";
    }

    @Override
    public List<String> suffixes() {
        return List.of();
    }

    @Override
    public boolean recognises(Glimpse file) {
        return SparkDirectory.isOne(file.path());
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        SparkModel model = new SparkModel();
        try {
            model.read(SparkDirectory.open(file));
            return new OpenedTensors(name(), model.tensors(), model.metadata(), model.open());
        } catch (BadInput e) {
            for (Closeable each : model.open()) {
                each.close();
            }
            throw e;
        }
    }
}
