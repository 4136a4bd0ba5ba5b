package dev.redkit.format.mtx;

import dev.redkit.failure.BadInput;
import dev.redkit.format.mtx.MatrixMarketHeader.Symmetry;
import dev.redkit.region.Region;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;

/** A square matrix of which only the columns below the diagonal are kept, with the diagonal unless that is zero. */
record Triangle(long side, Symmetry symmetry) {
    /** It is mapped in one piece. */
    private static final long MOST_BYTES = 1L << 30;

    long elements() {
        return symmetry == Symmetry.SKEW ? side * (side - 1) / 2 : side * (side + 1) / 2;
    }

    void requireSize(Region packed) {
        if (packed.length() > MOST_BYTES) {
            throw new BadInput(
                    packed.name() + " is a symmetric array of more than " + MOST_BYTES + " bytes",
                    "write it as a general one");
        }
    }

    /** All of it, row by row. */
    InputStream whole(Region packed, DType dtype) throws IOException {
        ByteBuffer numbers = packed.length() == 0
                ? ByteBuffer.allocate(0)
                : packed.channel()
                        .map(MapMode.READ_ONLY, packed.offset(), packed.length())
                        .order(ByteOrder.LITTLE_ENDIAN);
        return new Rows(numbers, dtype);
    }

    private long place(long row, long column) {
        return symmetry == Symmetry.SKEW
                ? column * (side - 1) - column * (column - 1) / 2 + row - column - 1
                : column * side - column * (column - 1) / 2 + row - column;
    }

    private final class Rows extends ChunkedStream {
        private final ByteBuffer numbers;
        private final DType dtype;
        private final ByteBuffer chunk = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
        private long row;
        private long column;

        Rows(ByteBuffer numbers, DType dtype) {
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
            int at = (int) (above ? place(column, row) : place(row, column)) * dtype.bytes();
            boolean skew = above && symmetry == Symmetry.SKEW;
            boolean turned = skew || (above && symmetry == Symmetry.HERMITIAN);
            if (dtype.isInteger()) {
                chunk.putLong(skew ? -numbers.getLong(at) : numbers.getLong(at));
                return;
            }
            chunk.putDouble(skew ? -numbers.getDouble(at) : numbers.getDouble(at));
            if (dtype.isComplex()) {
                double imaginary = numbers.getDouble(at + Double.BYTES);
                chunk.putDouble(turned ? -imaginary : imaginary);
            }
        }
    }
}
