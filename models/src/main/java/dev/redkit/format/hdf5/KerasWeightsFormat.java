package dev.redkit.format.hdf5;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** {@code .weights.h5} as {@code load_weights} of Keras 3 wants it: HDF5 with a layout of its own. Read as any HDF5. */
public final class KerasWeightsFormat implements ModelFormat {
    private final Hdf5Format hdf5 = new Hdf5Format();

    @Override
    public String name() {
        return "keras-weights";
    }

    @Override
    public List<String> suffixes() {
        return List.of("weights.h5");
    }

    /** HDF5 does. */
    @Override
    public boolean recognises(Glimpse file) {
        return false;
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return hdf5.open(file, options);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        writer(content.keptBy(this)).write(out);
    }

    static Hdf5Writer writer(ModelContent content) {
        KerasLayout layout = KerasLayout.of(content);
        return Hdf5Writer.of(layout.renamed(content), layout.names());
    }

    @Override
    public DType keepsAs(DType dtype) {
        return hdf5.keepsAs(dtype);
    }
}
