package dev.redkit.format.gguf;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * GGUF. Quantised tensors are carried as the bytes of their blocks, their rows being those of the tensor; their type and
 * shape go along in the metadata. Where it is asked for, the simple ones become the numbers they stand for.
 */
public final class GgufFormat implements ModelFormat {
    @Override
    public String name() {
        return "gguf";
    }

    @Override
    public List<String> suffixes() {
        return List.of("gguf");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins(GgufReader.MAGIC);
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            GgufReader reader = new GgufReader(region, options.dequantize());
            reader.read();
            return new OpenedTensors(name(), reader.tensors(), reader.metadata(), opened);
        });
    }
}
