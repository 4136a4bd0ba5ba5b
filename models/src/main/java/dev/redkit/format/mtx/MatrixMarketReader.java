package dev.redkit.format.mtx;

import dev.redkit.format.mtx.MatrixMarketHeader.Field;
import dev.redkit.format.mtx.MatrixMarketHeader.Symmetry;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.region.Region;
import dev.redkit.region.SpoolWriter;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Reads a file once, from front to end, into temporary files of numbers. Elements that a symmetry stands for are made, as
 * SciPy makes them: each follows the one it mirrors.
 */
final class MatrixMarketReader {
    private static final int LONGEST_COMMENT = 64 << 10;

    private final Region file;
    private final String stem;
    private final List<Closeable> opened;
    private final Words words;
    private final StringBuilder comment = new StringBuilder();
    private MatrixMarketHeader header;

    MatrixMarketReader(Region file, String stem, List<Closeable> opened) {
        this.file = file;
        this.stem = stem;
        this.opened = opened;
        this.words = new Words(file);
    }

    String comment() {
        return comment.toString();
    }

    MatrixMarketHeader header() {
        return header;
    }

    List<Tensor> read() throws IOException {
        header = MatrixMarketHeader.read(file.name(), words.line());
        while (words.begins('%') || words.begins('\n') || words.begins('\r')) {
            String line = words.line().strip();
            if (!line.isEmpty() && comment.length() + line.length() < LONGEST_COMMENT) {
                comment.append(line.substring(1).strip()).append('\n');
            }
        }
        long rows = words.size("the number of rows");
        long columns = words.size("the number of columns");
        if (header.symmetry() != Symmetry.GENERAL && rows != columns) {
            throw words.bad("a matrix of " + rows + " rows and " + columns + " columns cannot be symmetric");
        }
        List<Tensor> tensors = header.sparse() ? sparse(rows, columns) : List.of(dense(rows, columns));
        if (words.next()) {
            throw words.bad("more elements than the file says it has");
        }
        return tensors;
    }

    private SpoolWriter spool() {
        SpoolWriter spool = new SpoolWriter(file.name());
        opened.add(spool);
        return spool;
    }

    private DType dtype() {
        return switch (header.field()) {
            case INTEGER -> DType.I64;
            case UNSIGNED -> DType.U64;
            case COMPLEX -> DType.C128;
            case REAL, DOUBLE, PATTERN -> DType.F64;
        };
    }

    private List<Tensor> sparse(long rows, long columns) throws IOException {
        long count = words.size("the number of elements");
        // A place is two digits, a blank and the end of the line at least, but for the last.
        if (count > file.length() / 4 + 1) {
            throw words.bad(count + " elements cannot be in " + file.length() + " bytes");
        }
        boolean wide = Math.max(rows, columns) > Integer.MAX_VALUE;
        Places places = new Places(spool(), spool(), wide);
        SpoolWriter values = spool();
        long elements = 0;
        for (long i = 0; i < count; i++) {
            long row = index(rows);
            long column = index(columns);
            places.put(row, column);
            Value value = value(values, header.field());
            elements++;
            if (header.symmetry() != Symmetry.GENERAL && row != column) {
                places.put(column, row);
                value.mirrored(header.symmetry(), values);
                elements++;
            }
        }
        DType indices = wide ? DType.I64 : DType.I32;
        Shape length = Shape.of(elements);
        return SparseMatrix.of(
                        stem,
                        SparseKind.COO,
                        new long[] {rows, columns},
                        Tensor.of("data", dtype(), length, TensorData.of(values.region())),
                        Tensor.of(
                                "row",
                                indices,
                                length,
                                TensorData.of(places.rows().region())),
                        Tensor.of(
                                "col",
                                indices,
                                length,
                                TensorData.of(places.columns().region())))
                .tensors();
    }

    private record Places(SpoolWriter rows, SpoolWriter columns, boolean wide) {
        void put(long row, long column) {
            if (wide) {
                rows.putLong(row);
                columns.putLong(column);
            } else {
                rows.putInt((int) row);
                columns.putInt((int) column);
            }
        }
    }

    /** Counted from one in the file, from zero here. */
    private long index(long end) throws IOException {
        long index = words.size("a place");
        if (index < 1 || index > end) {
            throw words.bad("an element at " + index + " of " + end);
        }
        return index - 1;
    }

    /** What was just read, for the element that mirrors it. */
    private record Value(Field field, long whole, double real, double imaginary) {
        void mirrored(Symmetry symmetry, SpoolWriter values) {
            boolean skew = symmetry == Symmetry.SKEW;
            switch (field) {
                case INTEGER, UNSIGNED -> values.putLong(skew ? -whole : whole);
                case REAL, DOUBLE, PATTERN -> values.putDouble(skew ? -real : real);
                case COMPLEX -> {
                    values.putDouble(skew ? -real : real);
                    values.putDouble(skew || symmetry == Symmetry.HERMITIAN ? -imaginary : imaginary);
                }
            }
        }
    }

    private Value value(SpoolWriter values, Field field) throws IOException {
        long whole = 0;
        double real = 1;
        double imaginary = 0;
        switch (field) {
            case INTEGER, UNSIGNED -> {
                whole = words.whole(field == Field.INTEGER);
                values.putLong(whole);
            }
            case REAL, DOUBLE, PATTERN -> {
                real = field == Field.PATTERN ? 1 : words.real();
                values.putDouble(real);
            }
            case COMPLEX -> {
                real = words.real();
                imaginary = words.real();
                values.putDouble(real);
                values.putDouble(imaginary);
            }
        }
        return new Value(field, whole, real, imaginary);
    }

    private Tensor dense(long rows, long columns) throws IOException {
        boolean general = header.symmetry() == Symmetry.GENERAL;
        Triangle triangle = new Triangle(rows, header.symmetry());
        long most = file.length() / (2L * header.field().numbers()) + 1;
        boolean fits = general
                ? rows == 0 || columns <= most / rows
                : rows <= Integer.MAX_VALUE && triangle.elements() <= most;
        if (!fits) {
            throw words.bad(rows + " x " + columns + " elements cannot be in " + file.length() + " bytes");
        }
        long count = general ? rows * columns : triangle.elements();
        SpoolWriter values = spool();
        for (long i = 0; i < count; i++) {
            value(values, header.field());
        }
        Region region = values.region();
        Shape shape = Shape.of(rows, columns);
        TensorData data = general
                ? Strided.of(region, Layout.columnMajor(dtype(), shape, false))
                : () -> triangle.whole(region, dtype());
        return Tensor.of(stem, dtype(), shape, data);
    }
}
