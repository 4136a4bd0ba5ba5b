package dev.redkit.format.caffe;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Caffe: {@code .caffemodel}, and {@code .binaryproto}, which holds one blob, such as a mean image. */
public final class CaffeFormat implements ModelFormat {
    private static final String BLOB = ".binaryproto";

    @Override
    public String name() {
        return "caffe";
    }

    @Override
    public List<String> suffixes() {
        return List.of("caffemodel", "binaryproto");
    }

    /** A message has no magic number. */
    @Override
    public boolean recognises(Glimpse file) {
        return file.fileName().endsWith(".caffemodel") || file.fileName().endsWith(BLOB);
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(BLOB)) {
                Blob blob = Blob.read(name.substring(0, name.length() - BLOB.length()), region);
                return new OpenedTensors(name(), List.of(blob.tensor()), Map.of(), opened);
            }
            CaffeNet net = new CaffeNet(region).read();
            return new OpenedTensors(name(), net.tensors(), net.metadata(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        ModelContent kept = content.keptBy(this);
        if (options.beside().filter(file -> file.fileName().endsWith(BLOB)).isEmpty()) {
            new CaffeWriter(kept).write(out);
        } else if (kept.tensors().size() == 1) {
            CaffeWriter.blob(kept.tensors().get(0), out);
        } else {
            throw new UsageError(
                    "a .binaryproto file holds one blob, and there are "
                            + kept.tensors().size() + " tensors",
                    "choose one with --tensor, or write .caffemodel");
        }
    }

    @Override
    public DType keepsAs(DType dtype) {
        return dtype.isFloat() && dtype.bytes() < Float.BYTES ? DType.F32 : dtype;
    }
}
