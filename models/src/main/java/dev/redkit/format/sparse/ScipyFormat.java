package dev.redkit.format.sparse;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.numpy.NpzFormat;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One sparse matrix, as {@code scipy.sparse.save_npz} writes it: an archive of the arrays that it is made of. */
public final class ScipyFormat implements ModelFormat {
    private final NpzFormat npz = new NpzFormat();

    @Override
    public String name() {
        return "scipy";
    }

    @Override
    public List<String> suffixes() {
        return List.of("sparse.npz");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.zipMembers().containsAll(List.of("format.npy", "shape.npy", "data.npy"));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            ModelFile arrays = npz.open(file, options);
            opened.add(arrays::close);
            // For what it says of parts that do not fit together.
            SparseMatrix.sort(arrays.tensors());
            return new OpenedTensors(name(), arrays.tensors(), Map.of(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        SparseMatrix.Sorted sorted = SparseMatrix.sort(content.tensors());
        if (sorted.matrices().size() != 1 || !sorted.others().isEmpty()) {
            throw new UsageError(
                    "a file of SciPy holds one sparse matrix, and there are "
                            + sorted.matrices().size() + ", and "
                            + sorted.others().size() + " other tensors",
                    "choose one, as with --tensor 'NAME.*', or write .npz");
        }
        SparseMatrix matrix = sorted.matrices().get(0);
        if (matrix.kind() == SparseKind.ROW_SPARSE) {
            throw new UsageError(
                    "SciPy knows no sparse rows, which '" + matrix.name() + "' has", "write .npz or .params");
        }
        npz.write(new ModelContent(matrix.tensors(""), Map.of()), out, options);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return npz.keepsAs(dtype);
    }
}
