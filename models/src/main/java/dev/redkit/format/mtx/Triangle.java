package dev.redkit.format.mtx;

import dev.redkit.format.mtx.MatrixMarketHeader.Symmetry;
import dev.redkit.region.Region;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Mapped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A square matrix of which only the columns below the diagonal are kept, with the diagonal unless that is zero. */
record Triangle(long side, Symmetry symmetry) {
    long elements() {
        return symmetry == Symmetry.SKEW ? side * (side - 1) / 2 : side * (side + 1) / 2;
    }

    /** All of it, row by row. */
    InputStream whole(Region packed, DType dtype) throws IOException {
        return new Rows(new Mapped(packed), dtype);
    }

    private long place(long row, long column) {
        return symmetry == Symmetry.SKEW
                ? column * (side - 1) - column * (column - 1) / 2 + row - column - 1
                : column * side - column * (column - 1) / 2 + row - column;
    }

    private final class Rows extends ChunkedStream {
        private final Mapped numbers;
        private final DType dtype;
        private final ByteBuffer chunk = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
        private long row;
        private long column;

        Rows(Mapped numbers, DType dtype) {
            this.numbers = numbers;
            this.dtype = dtype;
        }

        @Override
        protected ByteBuffer next() {
            chunk.clear();
            while (row < side && chunk.remaining() >= dtype.bytes()) {
                element();
                if (++column == side) {
                    column = 0;
                    row++;
                }
            }
            return chunk.flip();
        }

        private void element() {
            boolean above = row < column;
            if (row == column && symmetry == Symmetry.SKEW) {
                chunk.put(new byte[dtype.bytes()]);
                return;
            }
            long place = (above ? place(column, row) : place(row, column)) * dtype.bytes();
            ByteBuffer part = numbers.segment(place);
            int at = Mapped.offset(place);
            boolean skew = above && symmetry == Symmetry.SKEW;
            boolean turned = skew || (above && symmetry == Symmetry.HERMITIAN);
            if (dtype.isInteger()) {
                chunk.putLong(skew ? -part.getLong(at) : part.getLong(at));
                return;
            }
            chunk.putDouble(skew ? -part.getDouble(at) : part.getDouble(at));
            if (dtype.isComplex()) {
                double imaginary = part.getDouble(at + Double.BYTES);
                chunk.putDouble(turned ? -imaginary : imaginary);
            }
        }
    }
}
