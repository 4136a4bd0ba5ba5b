package dev.redkit.format.caffe;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.hdf5.Hdf5Format;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code .caffemodel.h5}: HDF5, with the blobs of a layer at {@code data/LAYER/INDEX} and their gradients at {@code diff/}. */
public final class CaffeHdf5Format implements ModelFormat {
    private static final String SUFFIX = "caffemodel.h5";
    private static final String DATA = "data/";
    private static final String GRADIENTS = "diff/";

    private final Hdf5Format hdf5 = new Hdf5Format();

    @Override
    public String name() {
        return "caffe-hdf5";
    }

    @Override
    public List<String> suffixes() {
        return List.of(SUFFIX);
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.fileName().endsWith("." + SUFFIX) && hdf5.recognises(file);
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            ModelFile inner = hdf5.open(file, options);
            opened.add(inner::close);
            List<Tensor> tensors = new ArrayList<>();
            Map<String, String> metadata = new LinkedHashMap<>(inner.metadata());
            for (Tensor tensor : inner.tensors()) {
                if (tensor.name().startsWith(GRADIENTS)) {
                    metadata.put(tensor.name(), "gradients, which are not read");
                } else if (tensor.name().startsWith(DATA)) {
                    tensors.add(tensor.named(tensor.name().substring(DATA.length())));
                } else {
                    tensors.add(tensor);
                }
            }
            return new OpenedTensors(name(), tensors, metadata, opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        List<Tensor> tensors = content.tensors().stream()
                .map(tensor -> tensor.named(DATA + tensor.name()))
                .toList();
        hdf5.write(new ModelContent(tensors, content.metadata()), out, options);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return hdf5.keepsAs(dtype);
    }
}
