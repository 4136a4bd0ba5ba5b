package dev.redkit.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The dimensions of a tensor; none for a single number. Their product is known to fit a {@code long}. */
public final class Shape {
    /** More than NumPy, PyTorch and HDF5 can have. */
    public static final int MOST_DIMENSIONS = 64;

    private final long[] dimensions;
    private final long elements;

    private Shape(long[] dimensions) {
        this.dimensions = dimensions;
        this.elements = product(dimensions);
    }

    /** A shape; {@link ArithmeticException} when a dimension is negative, or there are too many of them or of elements. */
    public static Shape of(long... dimensions) {
        return new Shape(dimensions.clone());
    }

    private static long product(long[] dimensions) {
        if (dimensions.length > MOST_DIMENSIONS) {
            throw new ArithmeticException("there are more than " + MOST_DIMENSIONS + " dimensions");
        }
        long product = 1;
        boolean empty = false;
        for (long dimension : dimensions) {
            if (dimension < 0) {
                throw new ArithmeticException("a dimension is negative");
            }
            empty |= dimension == 0;
            product = dimension == 0 ? product : Math.multiplyExact(product, dimension);
        }
        return empty ? 0 : product;
    }

    public int rank() {
        return dimensions.length;
    }

    public long dimension(int index) {
        return dimensions[index];
    }

    public long[] dimensions() {
        return dimensions.clone();
    }

    /** How many elements there are; one when there is no dimension. */
    public long elements() {
        return elements;
    }

    /** The same dimensions from last to first: what the transpose has. */
    public Shape reversed() {
        long[] reversed = new long[dimensions.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = dimensions[dimensions.length - 1 - i];
        }
        return new Shape(reversed);
    }

    /** How far apart neighbours are along each dimension, in elements, when the last one varies fastest. */
    public long[] rowMajorStrides() {
        long[] strides = new long[dimensions.length];
        long step = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, dimensions[i]);
        }
        return strides;
    }

    /** The same when the first one varies fastest. */
    public long[] columnMajorStrides() {
        long[] strides = new long[dimensions.length];
        long step = 1;
        for (int i = 0; i < strides.length; i++) {
            strides[i] = step;
            step *= Math.max(1, dimensions[i]);
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    /** As JSON writes it: {@code [2,3]}. */
    @Override
    public String toString() {
        return LongStream.of(dimensions).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
