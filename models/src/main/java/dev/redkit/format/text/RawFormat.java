package dev.redkit.format.text;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.Ordered;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The bytes of one tensor and nothing else, little-endian, in the order that was asked for. */
public final class RawFormat implements ModelFormat {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public List<String> suffixes() {
        return List.of("raw");
    }

    /** Never: bare bytes do not say what they are. */
    @Override
    public boolean recognises(Glimpse file) {
        return false;
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) {
        throw new UsageError(
                file + " is to be read as bare bytes, but those have neither dtype nor shape",
                "save it as .npy: numpy.save(name, numpy.fromfile(file, dtype).reshape(shape))");
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        if (content.tensors().size() != 1) {
            throw new UsageError(
                    "bare bytes are those of one tensor, and there are "
                            + content.tensors().size(),
                    "choose one, or write .npz");
        }
        try (InputStream in = Ordered.open(content.tensors().get(0), options.order())) {
            in.transferTo(out);
        }
    }
}
