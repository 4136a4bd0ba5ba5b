package dev.redkit.format.hdf5;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.StoredZip;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code .keras}: a zip of the weights and of how the model is built, which only a file of Keras can have told. */
public final class KerasFormat implements ModelFormat {
    private final Hdf5Format hdf5 = new Hdf5Format();

    @Override
    public String name() {
        return "keras";
    }

    @Override
    public List<String> suffixes() {
        return List.of("keras");
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
        StoredZip zip = new StoredZip(out);
        for (String member : Hdf5Format.DESCRIPTIONS) {
            String text = content.metadata().get(member);
            if (text == null) {
                throw new UsageError(
                        "a .keras file says how the model is built, and this model came without its " + member,
                        "write .weights.h5, which 'load_weights' takes into a model that was built by a program");
            }
            zip.add(member, text.getBytes(StandardCharsets.UTF_8));
        }
        Hdf5Writer weights = KerasWeightsFormat.writer(content.keptBy(this));
        zip.add(Hdf5Format.IN_ARCHIVE, weights.size(), weights::write);
        zip.finish();
    }

    @Override
    public DType keepsAs(DType dtype) {
        return hdf5.keepsAs(dtype);
    }
}
