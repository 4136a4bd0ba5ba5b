package dev.redkit.format.sparse;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;

/** Whether the parts of a sparse matrix fit together, as far as their shapes tell. */
final class SparseCheck {
    private final SparseMatrix matrix;
    private final Shape data;

    SparseCheck(SparseMatrix matrix) {
        this.matrix = matrix;
        this.data = matrix.data().shape();
    }

    void run() {
        for (int i = 0; i < matrix.rank(); i++) {
            require(matrix.dimension(i) >= 0, "it has the shape " + matrix.size());
        }
        switch (matrix.kind()) {
            case CSR -> compressed(dimension(0));
            case CSC -> compressed(dimension(1));
            case BSR -> {
                require(data.rank() == 3 && data.dimension(1) > 0 && data.dimension(2) > 0, "its data is no blocks");
                require(
                        dimension(0) % data.dimension(1) == 0 && dimension(1) % data.dimension(2) == 0,
                        "its blocks " + data + " do not fill " + matrix.size());
                compressed(dimension(0) / data.dimension(1));
            }
            case COO -> coordinates();
            case DIA -> {
                dimension(1);
                require(data.rank() == 2, "its data " + data + " is no list of diagonals");
                vector("offsets", data.dimension(0));
            }
            case ROW_SPARSE -> {
                require(data.rank() == matrix.rank() && data.rank() > 0, "its data " + data + " is no list of rows");
                vector("indices", data.dimension(0));
                for (int i = 1; i < data.rank(); i++) {
                    require(
                            data.dimension(i) == matrix.dimension(i),
                            "its rows " + data + " do not fit " + matrix.size());
                }
            }
        }
    }

    private long dimension(int index) {
        require(matrix.rank() == 2, "it has the shape " + matrix.size() + ", not two dimensions");
        return matrix.dimension(index);
    }

    private void compressed(long lines) {
        require(data.rank() > 0, "its data is one number");
        if (matrix.kind() != SparseKind.BSR) {
            require(data.rank() == 1, "its data has the shape " + data);
        }
        vector("indices", data.dimension(0));
        require(lines < Long.MAX_VALUE, "it has the shape " + matrix.size());
        vector("indptr", lines + 1);
    }

    private void coordinates() {
        require(data.rank() == 1, "its data has the shape " + data);
        if (matrix.hasCoords()) {
            Shape coords = matrix.part(SparseMatrix.COORDS).shape();
            require(
                    coords.equals(Shape.of(matrix.rank(), data.dimension(0))),
                    "its coords have the shape " + coords + ", but " + data.dimension(0) + " elements in "
                            + matrix.rank() + " dimensions need another");
            whole(SparseMatrix.COORDS);
            return;
        }
        dimension(0);
        vector("row", data.dimension(0));
        vector("col", data.dimension(0));
    }

    private void vector(String part, long length) {
        Shape found = matrix.part(part).shape();
        require(
                found.rank() == 1 && found.dimension(0) == length,
                "its " + part + " have the shape " + found + ", but should be " + length);
        whole(part);
    }

    private void whole(String part) {
        Tensor tensor = matrix.part(part);
        require(tensor.dtype().isInteger(), "its " + part + " are " + tensor.dtype() + ", no whole numbers");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new BadInput("the sparse matrix '" + matrix.name() + "' ("
                    + matrix.kind().word() + ") makes no sense: " + otherwise);
        }
    }
}
