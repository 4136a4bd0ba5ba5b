package dev.redkit.format.numpy;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One array of NumPy. The tensor is called as the file is. */
public final class NpyFormat implements ModelFormat {
    @Override
    public String name() {
        return "npy";
    }

    @Override
    public List<String> suffixes() {
        return List.of("npy");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins("\u0093NUMPY");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            Tensor tensor = NpyArray.in(TensorData.of(region), region.length(), region.name(), stem(file));
            return new OpenedTensors(name(), List.of(tensor), Map.of(), opened);
        });
    }

    /** An array that lies in some other file, header and all; {@code place} is what to call it before a user. */
    public static Tensor array(TensorData packed, long bytes, String place, String name) throws IOException {
        return NpyArray.in(packed, bytes, place, name);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        if (content.tensors().size() != 1) {
            throw new UsageError(
                    "a .npy file holds one tensor, and there are "
                            + content.tensors().size(),
                    "choose one, or write .npz");
        }
        NpyWriter.of(content.keptBy(this).tensors().get(0), options).writeTo(out);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return NpyType.keeps(dtype);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".npy") ? name.substring(0, name.length() - ".npy".length()) : name;
    }
}
