package dev.redkit.tensor;

import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Elements that lie in some other order than C's, or the other way round: Fortran order, transposed and sliced views,
 * strides of zero, big-endian numbers. They are put in order while they are read.
 */
public final class Strided {
    private Strided() {}

    /**
     * How the elements lie.
     *
     * @param strides how far neighbours are apart along each dimension, in elements; never negative
     * @param swap the bytes of one number are the other way round
     */
    public record Layout(DType dtype, Shape shape, long[] strides, boolean swap) {
        public static Layout dense(DType dtype, Shape shape, boolean swap) {
            return new Layout(dtype, shape, shape.rowMajorStrides(), swap);
        }

        public static Layout columnMajor(DType dtype, Shape shape, boolean swap) {
            return new Layout(dtype, shape, shape.columnMajorStrides(), swap);
        }

        /**
         * The bytes from the first element to the end of the last one.
         *
         * @throws ArithmeticException when they are beyond all numbers
         */
        public long span() {
            if (shape.elements() == 0) {
                return 0;
            }
            long last = 0;
            for (int i = 0; i < strides.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(shape.dimension(i) - 1, strides[i]));
            }
            return Math.multiplyExact(Math.addExact(last, 1), (long) dtype.bytes());
        }

        /** Whether it is C order without gaps. */
        boolean isDense() {
            long step = 1;
            for (int i = strides.length - 1; i >= 0; i--) {
                if (shape.dimension(i) != 1 && strides[i] != step && shape.elements() > 0) {
                    return false;
                }
                step *= shape.dimension(i);
            }
            return true;
        }

        boolean swaps() {
            return swap && dtype.numberBytes() > 1;
        }
    }

    /**
     * The bytes of a view into a file, put in order only as far as they are not.
     *
     * @param region from the first element on; refused when it is too short
     * @throws ArithmeticException when the view reaches beyond all numbers
     */
    public static TensorData of(Region region, Layout layout) {
        Region exact = region.slice(0, layout.span(), "a tensor " + layout.shape() + " of " + layout.dtype());
        if (layout.isDense()) {
            return layout.swaps() ? () -> swapped(exact.open(), layout) : TensorData.of(exact);
        }
        return () -> swapped(Gather.of(exact, layout), layout);
    }

    /**
     * The same of bytes of which one may not know where they lie. Then, out of order, they go through a temporary file.
     *
     * @param name what to call them before a user
     */
    public static TensorData of(String name, TensorData packed, Layout layout) {
        if (layout.isDense()) {
            return layout.swaps() ? () -> swapped(packed.open(), layout) : packed;
        }
        return packed.region().isPresent()
                ? of(packed.region().get(), layout)
                : () -> swapped(gathered(name, packed, layout), layout);
    }

    private static InputStream swapped(InputStream in, Layout layout) {
        return layout.swaps() ? new Swap(in, layout.dtype().numberBytes()) : in;
    }

    private static InputStream gathered(String name, TensorData packed, Layout layout) throws IOException {
        Region spooled;
        try (InputStream in = packed.open()) {
            spooled = Spool.of(name, in);
        }
        try {
            Region exact = spooled.slice(0, layout.span(), "a tensor " + layout.shape() + " of " + layout.dtype());
            return new FilterInputStream(Gather.of(exact, layout)) {
                @Override
                public void close() throws IOException {
                    spooled.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            spooled.close();
            throw e;
        }
    }
}
