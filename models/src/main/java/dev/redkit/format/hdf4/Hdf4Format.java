package dev.redkit.format.hdf4;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** HDF4: scientific data sets in one piece. */
public final class Hdf4Format implements ModelFormat {
    @Override
    public String name() {
        return "hdf4";
    }

    @Override
    public List<String> suffixes() {
        return List.of("hdf", "hdf4");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins(Hdf4File.MAGIC);
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            Hdf4Reader reader = new Hdf4Reader(region);
            reader.read();
            return new OpenedTensors(name(), reader.tensors(), reader.metadata(), opened);
        });
    }
}
