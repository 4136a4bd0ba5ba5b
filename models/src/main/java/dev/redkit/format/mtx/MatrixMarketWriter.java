package dev.redkit.format.mtx;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.sparse.SparseEntries;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Ordered;
import dev.redkit.tensor.Tensor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes one matrix, as a general one: each number as the decimal that gives the same double. */
final class MatrixMarketWriter {
    private final Writer out;
    private final DType dtype;

    private MatrixMarketWriter(OutputStream out, DType dtype) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII), 64 << 10);
        this.dtype = dtype;
    }

    static void write(ModelContent content, OutputStream out) throws IOException {
        SparseMatrix.Sorted sorted = SparseMatrix.sort(content.tensors());
        if (sorted.matrices().size() + sorted.others().size() != 1) {
            throw new UsageError(
                    "a file of Matrix Market holds one matrix, and there are "
                            + (sorted.matrices().size() + sorted.others().size()),
                    "choose one with --tensor, a sparse one as 'NAME.*', or write .npz");
        }
        if (!sorted.matrices().isEmpty()) {
            SparseMatrix matrix = sorted.matrices().get(0);
            writer(out, matrix.data()).sparse(matrix);
        } else {
            Tensor tensor = sorted.others().get(0);
            writer(out, tensor).dense(tensor);
        }
    }

    private static MatrixMarketWriter writer(OutputStream out, Tensor numbers) {
        if (numbers.dtype() == DType.STRING) {
            throw new UsageError("Matrix Market has numbers, but not the strings of " + numbers.name());
        }
        return new MatrixMarketWriter(out, numbers.dtype());
    }

    private String field() {
        return dtype.isComplex()
                ? "complex"
                : dtype == DType.U64 ? "unsigned-integer" : dtype.isFloat() ? "real" : "integer";
    }

    private void sparse(SparseMatrix matrix) throws IOException {
        try (SparseEntries entries = new SparseEntries(matrix)) {
            out.write(MatrixMarketHeader.MAGIC + " matrix coordinate " + field() + " general\n");
            out.write(matrix.dimension(0) + " " + matrix.dimension(1) + " " + entries.count() + "\n");
            entries.visit((row, column, value) -> {
                out.write(Long.toString(row + 1));
                out.write(' ');
                out.write(Long.toString(column + 1));
                out.write(' ');
                number(value);
            });
        }
        out.flush();
    }

    private void dense(Tensor tensor) throws IOException {
        if (tensor.shape().rank() > 2) {
            throw new UsageError(
                    "a matrix has two dimensions, but " + tensor.name() + " has " + tensor.shape(), "write .npy");
        }
        long[] dimensions = tensor.shape().dimensions();
        long rows = dimensions.length > 0 ? dimensions[0] : 1;
        long columns = dimensions.length > 1 ? dimensions[1] : 1;
        out.write(MatrixMarketHeader.MAGIC + " matrix array " + field() + " general\n");
        out.write(rows + " " + columns + "\n");
        Tensor byColumns = Tensor.of(tensor.name(), dtype, tensor.shape(), () -> Ordered.open(tensor, Order.F));
        try (Elements elements = new Elements(byColumns)) {
            for (long left = tensor.shape().elements(); left > 0; left--) {
                number(elements);
            }
        }
        out.flush();
    }

    /** One element and the end of its line. */
    private void number(Elements elements) throws IOException {
        if (dtype.isComplex()) {
            real(elements.nextNumber());
            out.write(' ');
            real(elements.nextNumber());
        } else if (dtype.isFloat()) {
            real(elements.nextNumber());
        } else {
            long whole = elements.nextWhole();
            out.write(dtype == DType.U64 ? Long.toUnsignedString(whole) : Long.toString(whole));
        }
        out.write('\n');
    }

    private void real(double value) throws IOException {
        if (Double.isNaN(value)) {
            out.write("nan");
        } else if (Double.isInfinite(value)) {
            out.write(value > 0 ? "inf" : "-inf");
        } else {
            out.write(Double.toString(value));
        }
    }
}
