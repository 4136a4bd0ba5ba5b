package dev.redkit.format.numpy;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.StoredZip;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.ZipArchive;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several arrays of NumPy in a zip archive, compressed or not. */
public final class NpzFormat implements ModelFormat {
    private static final String SUFFIX = ".npy";

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public List<String> suffixes() {
        return List.of("npz");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.isZip()
                && (file.fileName().endsWith(".npz")
                        || file.zipMembers().stream().anyMatch(member -> member.endsWith(SUFFIX)));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            ZipArchive archive = ZipArchive.open(file);
            opened.add(archive::close);
            List<Tensor> tensors = new ArrayList<>();
            for (String member : archive.names()) {
                tensors.add(tensor(archive, member));
            }
            return new OpenedTensors(name(), tensors, Map.of(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        StoredZip zip = new StoredZip(out);
        for (Tensor tensor : content.keptBy(this).tensors()) {
            NpyWriter array = NpyWriter.of(tensor, options);
            zip.add(tensor.name() + SUFFIX, array.bytes(), array::writeTo);
        }
        zip.finish();
    }

    @Override
    public DType keepsAs(DType dtype) {
        return NpyType.keeps(dtype);
    }

    private static Tensor tensor(ZipArchive archive, String member) throws IOException {
        String place = archive.name() + ":" + member;
        String name = member.endsWith(SUFFIX) ? member.substring(0, member.length() - SUFFIX.length()) : member;
        return NpyArray.in(archive.data(member), archive.size(member), place, name);
    }
}
