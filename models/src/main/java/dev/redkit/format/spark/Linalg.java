package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import java.util.Arrays;

/**
 * Spark's vectors and matrices, dense or sparse, as tensors in C order.
 *
 * <pre>
 * vector = type 1: values | type 0: size, indices, values
 * matrix = type 1: numRows, numCols, values | type 0: … with colPtrs and rowIndices; by columns, unless isTransposed
 * </pre>
 */
final class Linalg {
    private Linalg() {}

    static boolean isVector(Struct struct) {
        return struct.has("type") && struct.has("values") && !struct.has("numRows");
    }

    static boolean isMatrix(Struct struct) {
        return struct.has("type") && struct.has("numRows") && struct.has("isTransposed");
    }

    static Tensor vector(String name, Struct vector) {
        Numbers values = vector.numbers("values", DType.F64);
        if (vector.integer("type") == 1) {
            return values.tensor(name, values.count());
        }
        int size = size(vector, name, vector.integer("size"), 1);
        Numbers indices = vector.numbers("indices", DType.I32);
        if (indices.count() != values.count()) {
            throw damaged(vector, name, "it has " + indices.count() + " places for " + values.count() + " values");
        }
        int[] places = new int[values.count()];
        for (int i = 0; i < places.length; i++) {
            places[i] = indices.integer(i);
        }
        return sparse(vector, name, Shape.of(size), places, values);
    }

    static Tensor matrix(String name, Struct matrix) {
        int rows = matrix.integer("numRows");
        int columns = matrix.integer("numCols");
        boolean byRows = matrix.truth("isTransposed");
        int elements = size(matrix, name, rows, columns);
        Numbers values = matrix.numbers("values", DType.F64);
        Shape shape = Shape.of(rows, columns);
        if (matrix.integer("type") == 0) {
            return sparse(matrix, name, shape, places(matrix, name, byRows), values);
        }
        if (values.count() != elements) {
            throw damaged(matrix, name, rows + " rows of " + columns + " are not " + values.count() + " values");
        }
        if (byRows) {
            return values.tensor(name, rows, columns);
        }
        if (values.isLarge()) {
            Layout byColumns = Layout.columnMajor(DType.F64, shape, false);
            return Tensor.of(name, DType.F64, shape, Strided.of(name, values.data(), byColumns));
        }
        int[] order = new int[elements];
        for (int i = 0; i < elements; i++) {
            order[i] = (i % columns) * rows + i / columns;
        }
        return values.ordered(order).tensor(name, rows, columns);
    }

    /** Where in C order the values of a compressed matrix are. */
    private static int[] places(Struct matrix, String name, boolean byRows) {
        int columns = matrix.integer("numCols");
        int lines = byRows ? matrix.integer("numRows") : columns;
        Numbers starts = matrix.numbers("colPtrs", DType.I32);
        Numbers across = matrix.numbers("rowIndices", DType.I32);
        int[] places = new int[across.count()];
        if (starts.count() != lines + 1 || starts.integer(0) != 0 || starts.integer(lines) != places.length) {
            throw damaged(matrix, name, "its columns do not begin where its values are");
        }
        for (int line = 0; line < lines; line++) {
            int from = starts.integer(line);
            int to = starts.integer(line + 1);
            if (from > to || to > places.length) {
                throw damaged(matrix, name, "its columns overlap");
            }
            for (int i = from; i < to; i++) {
                int other = across.integer(i);
                int most = byRows ? columns : matrix.integer("numRows");
                if (other < 0 || other >= most) {
                    throw damaged(matrix, name, "a value lies outside of it");
                }
                places[i] = byRows ? line * columns + other : other * columns + line;
            }
        }
        return places;
    }

    private static Tensor sparse(Struct of, String name, Shape shape, int[] places, Numbers values) {
        if (places.length != values.count()) {
            throw damaged(of, name, "it has " + places.length + " places for " + values.count() + " values");
        }
        long[] sorted = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 || places[i] >= shape.elements()) {
                throw damaged(of, name, "a value lies outside of it");
            }
            sorted[i] = ((long) places[i] << Integer.SIZE) | i;
        }
        Arrays.sort(sorted);
        int[] ascending = new int[places.length];
        double[] ordered = new double[places.length];
        for (int i = 0; i < sorted.length; i++) {
            ascending[i] = (int) (sorted[i] >>> Integer.SIZE);
            ordered[i] = values.real((int) sorted[i]);
            if (i > 0 && ascending[i] == ascending[i - 1]) {
                throw damaged(of, name, "there are two values in one place");
            }
        }
        return Tensor.of(name, DType.F64, shape, new Scattered(shape.elements(), ascending, ordered));
    }

    private static int size(Struct of, String name, int rows, int columns) {
        if (rows < 0 || columns < 0 || (long) rows * columns > Numbers.MOST) {
            throw damaged(of, name, "it would have " + (long) rows * columns + " numbers");
        }
        return rows * columns;
    }

    private static BadInput damaged(Struct of, String name, String what) {
        return new BadInput(name + " in " + of.where() + " is damaged: " + what);
    }
}
