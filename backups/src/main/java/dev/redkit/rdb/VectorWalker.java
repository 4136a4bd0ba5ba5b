package dev.redkit.rdb;

import java.io.IOException;

/** Hears the elements of a vector set, which Redis 8 keeps as a value of a module. */
public interface VectorWalker {
    /** How the numbers are kept. */
    enum Quantization {
        NONE,
        INT8,
        /** One bit for each number: its sign. */
        BINARY
    }

    /**
     * What all vectors have in common.
     *
     * @param dimensions of the vectors as they are kept
     * @param inputDimensions before they were projected to fewer; the same as dimensions where they were not
     * @param links the most links that an element has on the higher levels of the graph
     */
    record Shape(int dimensions, int inputDimensions, long elements, Quantization quantization, int links) {}

    void shape(Shape shape) throws IOException;

    /**
     * An element with its vector, at its original length where that is kept; of binary vectors the signs.
     *
     * @param attributes JSON, empty when there are none
     */
    void vector(byte[] element, byte[] attributes, float[] vector) throws IOException;
}
