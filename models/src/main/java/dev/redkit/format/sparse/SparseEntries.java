package dev.redkit.format.sparse;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The elements of a sparse matrix of two dimensions with their places, one after the other as they are kept. The places are
 * read along with the values; what is in no file goes through a temporary one, because a model on a server gives one tensor
 * at a time.
 */
public final class SparseEntries implements Closeable {
    private final SparseMatrix matrix;
    private final Shape data;
    private final long rows;
    private final long columns;
    private final Map<String, Tensor> places = new HashMap<>();
    private final List<Closeable> spools = new ArrayList<>();

    public SparseEntries(SparseMatrix matrix) {
        if (matrix.rank() != 2) {
            throw new UsageError(
                    "the sparse array '" + matrix.name() + "' has the shape " + matrix.size()
                            + ", but a matrix has two dimensions",
                    "write .npz");
        }
        this.matrix = matrix;
        this.data = matrix.data().shape();
        this.rows = matrix.dimension(0);
        this.columns = matrix.dimension(1);
    }

    /** Takes an element: exactly one of the values it is given, counted from zero. */
    @FunctionalInterface
    public interface Visitor {
        void at(long row, long column, Elements value) throws IOException;
    }

    /** How many there are. */
    public long count() throws IOException {
        return switch (matrix.kind()) {
            case CSR, CSC -> stored();
            case BSR -> stored() * data.dimension(1) * data.dimension(2);
            case COO, ROW_SPARSE -> data.elements();
            case DIA -> {
                long[] count = {0};
                diagonals((row, column, value) -> {
                    value.nextText();
                    count[0]++;
                });
                yield count[0];
            }
        };
    }

    private Tensor place(String part) throws IOException {
        Tensor known = places.get(part);
        if (known == null) {
            known = matrix.part(part);
            if (known.region().isEmpty()) {
                try (InputStream in = known.open()) {
                    Region spooled = Spool.of(known.name(), in);
                    spools.add(spooled);
                    known = Tensor.of(known.name(), known.dtype(), known.shape(), TensorData.of(spooled));
                }
            }
            places.put(part, known);
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        for (Closeable spool : spools) {
            spool.close();
        }
    }

    /** How many of the numbers in its data the matrix uses. */
    private long stored() throws IOException {
        long last = 0;
        try (Elements pointers = new Elements(place("indptr"))) {
            for (long left = matrix.part("indptr").shape().elements(); left > 0; left--) {
                last = pointers.nextWhole();
            }
        }
        if (last < 0 || last > data.dimension(0)) {
            throw wrong("its indptr ends at " + last + " of " + data.dimension(0));
        }
        return last;
    }

    public void visit(Visitor visitor) throws IOException {
        switch (matrix.kind()) {
            case CSR, BSR -> compressed(visitor);
            case CSC -> compressed((line, place, value) -> visitor.at(place, line, value));
            case COO -> coordinates(visitor);
            case DIA -> diagonals(visitor);
            case ROW_SPARSE -> wholeRows(visitor);
        }
    }

    private void compressed(Visitor visitor) throws IOException {
        boolean blocks = matrix.kind() == SparseKind.BSR;
        Shape block = blocks ? Shape.of(data.dimension(1), data.dimension(2)) : Shape.of(1, 1);
        boolean byColumn = matrix.kind() == SparseKind.CSC;
        long lines = (byColumn ? columns : rows) / block.dimension(0);
        long width = (byColumn ? rows : columns) / block.dimension(1);
        try (Elements pointers = new Elements(place("indptr"));
                Elements indices = new Elements(place("indices"));
                Elements values = new Elements(matrix.data())) {
            long at = pointers.nextWhole();
            if (at != 0) {
                throw wrong("its indptr begins at " + at);
            }
            for (long line = 0; line < lines; line++) {
                long end = pointers.nextWhole();
                if (end < at || end > data.dimension(0)) {
                    throw wrong("its indptr goes from " + at + " to " + end + " of " + data.dimension(0));
                }
                for (; at < end; at++) {
                    block(line, checked(indices.nextWhole(), width), block, values, visitor);
                }
            }
        }
    }

    private static void block(long line, long index, Shape block, Elements values, Visitor visitor) throws IOException {
        for (long i = 0; i < block.dimension(0); i++) {
            for (long j = 0; j < block.dimension(1); j++) {
                visitor.at(line * block.dimension(0) + i, index * block.dimension(1) + j, values);
            }
        }
    }

    private void coordinates(Visitor visitor) throws IOException {
        Tensor coords = place(matrix.hasCoords() ? SparseMatrix.COORDS : "row");
        try (Elements row = new Elements(coords);
                Elements column = new Elements(matrix.hasCoords() ? coords : place("col"));
                Elements values = new Elements(matrix.data())) {
            for (long i = 0; matrix.hasCoords() && i < data.elements(); i++) {
                column.nextWhole();
            }
            for (long i = 0; i < data.elements(); i++) {
                visitor.at(checked(row.nextWhole(), rows), checked(column.nextWhole(), columns), values);
            }
        }
    }

    /** What of a diagonal lies outside of the matrix is only there to fill its row. */
    private void diagonals(Visitor visitor) throws IOException {
        try (Elements offsets = new Elements(place("offsets"));
                Elements values = new Elements(matrix.data())) {
            for (long k = 0; k < data.dimension(0); k++) {
                long offset = offsets.nextWhole();
                for (long column = 0; column < data.dimension(1); column++) {
                    long row = column - offset;
                    if (column < columns && row >= 0 && row < rows) {
                        visitor.at(row, column, values);
                    } else {
                        values.nextText();
                    }
                }
            }
        }
    }

    private void wholeRows(Visitor visitor) throws IOException {
        try (Elements indices = new Elements(place("indices"));
                Elements values = new Elements(matrix.data())) {
            for (long i = 0; i < data.dimension(0); i++) {
                long row = checked(indices.nextWhole(), rows);
                for (long column = 0; column < columns; column++) {
                    visitor.at(row, column, values);
                }
            }
        }
    }

    private long checked(long index, long end) {
        if (index < 0 || index >= end) {
            throw wrong("it has an element at " + index + " of " + end);
        }
        return index;
    }

    private BadInput wrong(String what) {
        return new BadInput("the sparse matrix '" + matrix.name() + "' makes no sense: " + what);
    }
}
