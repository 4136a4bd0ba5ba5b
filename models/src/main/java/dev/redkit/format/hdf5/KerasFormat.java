package dev.redkit.format.hdf5;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.StoredZip;
import dev.redkit.format.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code .keras}: a zip of the weights and of how the model is built, which only a file of Keras can have told. */
public final class KerasFormat extends KerasFile {
    @Override
    public String name() {
        return "keras";
    }

    @Override
    public List<String> suffixes() {
        return List.of("keras");
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
        Hdf5Writer weights = weights(content);
        zip.add(Hdf5Format.IN_ARCHIVE, weights.size(), weights::write);
        zip.finish();
    }
}
