package dev.redkit.format.hdf5;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;

/** A file with the weights as Keras 3 wants them: HDF5 with a layout of its own. Read as any HDF5. */
abstract class KerasFile implements ModelFormat {
    private final Hdf5Format hdf5 = new Hdf5Format();

    /** HDF5 does. */
    @Override
    public final boolean recognises(Glimpse file) {
        return false;
    }

    @Override
    public final ModelFile open(Path file, ReadOptions options) throws IOException {
        return hdf5.open(file, options);
    }

    @Override
    public final boolean writes() {
        return true;
    }

    /** What writes the weights. */
    final Hdf5Writer weights(ModelContent model) {
        ModelContent content = model.keptBy(this);
        KerasLayout layout = KerasLayout.of(content);
        return Hdf5Writer.of(layout.renamed(content), layout.names());
    }

    @Override
    public final DType keepsAs(DType dtype) {
        return hdf5.keepsAs(dtype);
    }
}
