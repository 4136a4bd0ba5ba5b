package dev.redkit.format.pickled;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.ZipArchive;
import dev.redkit.format.numpy.NpyTypes;
import dev.redkit.pickle.Pickle;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.Widened;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pickle of arrays, or several one after the other, and Theano's archive of a pickle and its arrays. Nothing in it is
 * executed.
 */
public final class PickleFormat implements ModelFormat {
    private static final String IN_ARCHIVE = "pkl";

    @Override
    public String name() {
        return "pickle";
    }

    @Override
    public List<String> suffixes() {
        return List.of("pkl", "pickle");
    }

    /** The first protocols begin with anything. */
    @Override
    public boolean recognises(Glimpse file) {
        byte[] head = file.head();
        boolean framed = head.length > 2 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5;
        return framed
                || file.zipMembers().contains(IN_ARCHIVE)
                || (head.length > 0
                        && !file.isZip()
                        && suffixes().stream()
                                .anyMatch(suffix -> file.fileName().endsWith("." + suffix)));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            Optional<ZipArchive> archive = Optional.empty();
            if (Glimpse.of(file).isZip()) {
                archive = Optional.of(ZipArchive.open(file));
                opened.add(archive.get()::close);
            }
            Region pickles = archive.isPresent() ? unpacked(archive.get()) : Region.of(file);
            opened.add(pickles);
            List<Pickle> read = Pickle.readAll(pickles, options.opaque() ? Pickle.Names.ANY : Pickle.Names.KNOWN);
            Object root = read.size() == 1
                    ? read.get(0).value()
                    : new ArrayList<>(read.stream().map(Pickle::value).toList());
            PickledTensors found = new PickledTensors(file.toString(), stem(file), new TheanoClasses(archive));
            found.collect(root);
            return new OpenedTensors(name(), found.tensors(), found.metadata(), opened);
        });
    }

    private static Region unpacked(ZipArchive archive) throws IOException {
        try (InputStream in = archive.open(IN_ARCHIVE)) {
            return Spool.of(archive.name() + ":" + IN_ARCHIVE, in);
        }
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        List<Tensor> known = new ArrayList<>();
        for (Tensor tensor : content.tensors()) {
            if (tensor.dtype() == DType.STRING) {
                throw new UsageError(
                        "a pickle is written of numbers, but not of the texts of " + tensor.name(),
                        "leave it out, or write .npz");
            }
            known.add(keepsAs(tensor.dtype()) == tensor.dtype() ? tensor : Widened.of(tensor));
        }
        // It is written in crumbs.
        new ArrayPickler(new BufferedOutputStream(out, 64 << 10), options.order()).write(known);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return NpyTypes.keeps(dtype);
    }
}
