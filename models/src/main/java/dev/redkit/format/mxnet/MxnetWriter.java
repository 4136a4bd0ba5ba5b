package dev.redkit.format.mxnet;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Recoded;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import dev.redkit.tensor.Widened;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes arrays of version 2. Where it has no shape for one of them, a number alone or nothing at all, all are of version 3:
 * MXNet loads either with NumPy's shapes off or with them on. (Sparse ones have no version 3.)
 */
final class MxnetWriter {
    private static final int ON_CPU = 1;

    private final OutputStream out;
    private final List<String> names = new ArrayList<>();

    private MxnetWriter(OutputStream out) {
        this.out = out;
    }

    static void write(ModelContent content, OutputStream out) throws IOException {
        SparseMatrix.Sorted sorted = SparseMatrix.sort(content.tensors());
        MxnetWriter writer = new MxnetWriter(out);
        writer.longs(
                MxnetReader.MAGIC.charAt(0) + 256L * MxnetReader.MAGIC.charAt(1),
                0,
                (long) sorted.others().size() + sorted.matrices().size());
        int version = sorted.others().stream().anyMatch(MxnetWriter::needsNumpyShape)
                ? MxnetReader.VERSION_3
                : MxnetReader.VERSION_2;
        for (Tensor tensor : sorted.others()) {
            writer.dense(known(tensor), version);
        }
        for (SparseMatrix matrix : sorted.matrices()) {
            writer.sparse(matrix);
        }
        writer.names();
        out.flush();
    }

    private static Tensor known(Tensor tensor) {
        DType kept = MxnetFormat.kept(tensor.dtype());
        if (MxnetTypes.of(kept) < 0) {
            throw new UsageError(
                    "MXNet has no " + tensor.dtype() + ", which " + tensor.name() + " is",
                    "leave it out, or write .npz");
        }
        return kept == tensor.dtype() ? tensor : Widened.of(tensor);
    }

    private static boolean needsNumpyShape(Tensor tensor) {
        return tensor.shape().rank() == 0 || tensor.shape().elements() == 0;
    }

    private void dense(Tensor tensor, int version) throws IOException {
        ints(version, 0);
        shape(tensor);
        ints(ON_CPU, 0, MxnetTypes.of(tensor.dtype()));
        data(tensor);
        names.add(tensor.name());
    }

    private void sparse(SparseMatrix matrix) throws IOException {
        boolean rows = matrix.kind() == SparseKind.ROW_SPARSE;
        if (!rows && matrix.kind() != SparseKind.CSR) {
            throw new UsageError(
                    "MXNet has sparse matrices by rows (csr) and sparse rows, but '" + matrix.name() + "' is "
                            + matrix.kind().word(),
                    "convert it with SciPy's tocsr(), or write .npz");
        }
        Tensor data = known(matrix.data());
        List<Tensor> parts = new ArrayList<>();
        if (!rows) {
            parts.add(wide(matrix.part("indptr")));
        }
        parts.add(wide(matrix.part("indices")));
        ints(MxnetReader.VERSION_2, rows ? 1 : 2);
        shape(data);
        ints(matrix.rank());
        for (int i = 0; i < matrix.rank(); i++) {
            longs(matrix.dimension(i));
        }
        ints(ON_CPU, 0, MxnetTypes.of(data.dtype()));
        for (Tensor part : parts) {
            ints(MxnetTypes.of(DType.I64));
            shape(part);
        }
        data(data);
        for (Tensor part : parts) {
            data(part);
        }
        names.add(matrix.name());
    }

    /** MXNet's own indices have eight bytes. */
    private static Tensor wide(Tensor indices) {
        if (indices.dtype() == DType.I64) {
            return indices;
        }
        TensorData data = Recoded.of(indices::open, indices.dtype(), ByteOrder.LITTLE_ENDIAN, DType.I64);
        return Tensor.of(indices.name(), DType.I64, indices.shape(), data);
    }

    private void names() throws IOException {
        longs(names.size());
        for (String name : names) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            longs(utf8.length);
            out.write(utf8);
        }
    }

    private void shape(Tensor tensor) throws IOException {
        ints(tensor.shape().rank());
        longs(tensor.shape().dimensions());
    }

    private void data(Tensor tensor) throws IOException {
        try (InputStream in = tensor.open()) {
            in.transferTo(out);
        }
    }

    private void ints(int... values) throws IOException {
        byte[] bytes = new byte[values.length * Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
        out.write(bytes);
    }

    private void longs(long... values) throws IOException {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        out.write(bytes);
    }
}
