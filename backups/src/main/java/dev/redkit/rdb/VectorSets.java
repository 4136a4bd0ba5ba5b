package dev.redkit.rdb;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Vector sets of Redis 8: a module's value in which every number and string is tagged (see {@link Modules}).
 *
 * <pre>
 *   set     = dimensions count config flags [input dimensions, matrix] element* end
 *   config  = quantization (8 bits)  links (16 bits, 0 for 16)
 *   flags   = 1 has a matrix, 2 has attributes
 *   element = name [attributes] vector  n  n * number
 *   numbers = id  level | version << 24  (level + 1) * links  range << 32 | length          both as bits of a float
 *   links   = n  most  n * id  [version 1+: worst]
 * </pre>
 */
final class VectorSets {
    private static final String NAME = "vectorset";
    private static final int PROJECTED = 1;
    private static final int ATTRIBUTES = 2;
    private static final int DEFAULT_LINKS = 16;
    /** The server's own limit is lower. */
    private static final int MOST_DIMENSIONS = 1 << 20;

    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final Window in;
    private final Strings strings;
    private VectorWalker.Shape shape;
    private boolean attributed;

    VectorSets(Window in, Strings strings) {
        this.in = in;
        this.strings = strings;
    }

    static boolean knows(long module) {
        return Modules.version(module) == 0 && Modules.name(module).equals(NAME);
    }

    /** Reads what follows the module's id and says how many elements that were; null when nobody listens. */
    long read(VectorWalker walker) throws IOException {
        header();
        if (walker != null) {
            walker.shape(shape);
        }
        for (long i = 0; i < shape.elements(); i++) {
            element(walker);
        }
        long start = in.offset();
        if (in.number() != Modules.END) {
            throw RdbFault.damaged(start, "a vector set has more than it says");
        }
        return shape.elements();
    }

    private void header() throws IOException {
        int dimensions = dimensions();
        long count = unsigned();
        long start = in.offset();
        long config = unsigned();
        long flags = unsigned();
        if (count < 0 || flags > (PROJECTED | ATTRIBUTES) || flags < 0) {
            throw unknown(start);
        }
        VectorWalker.Quantization quantization = switch ((int) config & 0xff) {
            case 0 -> VectorWalker.Quantization.NONE;
            case 1 -> VectorWalker.Quantization.INT8;
            case 2 -> VectorWalker.Quantization.BINARY;
            default -> throw unknown(start);
        };
        int inputDimensions = dimensions;
        if ((flags & PROJECTED) != 0) {
            inputDimensions = dimensions();
            tag(Modules.STRING);
            long matrix = in.offset();
            if (strings.check() != 4L * dimensions * inputDimensions) {
                throw RdbFault.damaged(matrix, "a vector set's matrix has not the size of its dimensions");
            }
        }
        attributed = (flags & ATTRIBUTES) != 0;
        int links = (int) (config >>> 8) & 0xffff;
        shape = new VectorWalker.Shape(
                dimensions, inputDimensions, count, quantization, links == 0 ? DEFAULT_LINKS : links);
    }

    private static RdbFault unknown(long offset) {
        return RdbFault.unknown(offset, "a vector set in a form that this program does not know");
    }

    private int dimensions() throws IOException {
        long start = in.offset();
        long value = unsigned();
        if (value <= 0 || value > MOST_DIMENSIONS) {
            throw RdbFault.damaged(start, "a vector set of " + Long.toUnsignedString(value) + " dimensions");
        }
        return (int) value;
    }

    private void element(VectorWalker walker) throws IOException {
        byte[] name = string(walker != null);
        byte[] attributes = attributed ? string(walker != null) : Strings.EMPTY;
        tag(Modules.STRING);
        strings.open();
        int dimensions = shape.dimensions();
        int size = switch (shape.quantization()) {
            case NONE -> Float.BYTES * dimensions;
            case INT8 -> dimensions;
            case BINARY -> (dimensions + 63) / 64 * Long.BYTES;
        };
        if (strings.length != size) {
            throw RdbFault.damaged(
                    strings.offset, "a vector of " + dimensions + " dimensions in " + strings.length + " bytes");
        }
        float[] vector = walker == null ? null : numbers(dimensions);
        long scale = graph();
        if (vector != null) {
            scale(vector, Float.intBitsToFloat((int) (scale >>> 32)), Float.intBitsToFloat((int) scale));
            walker.vector(name, attributes, vector);
        }
    }

    private float[] numbers(int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = switch (shape.quantization()) {
                case NONE -> (float) FLOAT.get(strings.bytes, strings.at + Float.BYTES * i);
                case INT8 -> strings.bytes[strings.at + i];
                case BINARY -> bit(i) ? 1 : -1;
            };
        }
        return vector;
    }

    private boolean bit(int index) {
        return (strings.bytes[strings.at + index / 8] >> (index % 8) & 1) != 0;
    }

    private void scale(float[] vector, float range, float length) {
        for (int i = 0; i < vector.length; i++) {
            switch (shape.quantization()) {
                case NONE -> vector[i] *= length;
                case INT8 -> vector[i] *= range / 127 * length;
                case BINARY -> {
                    // The lengths of the numbers are gone: nothing to scale.
                }
            }
        }
    }

    /** Walks the element's links in the graph and gives the number behind them. */
    private long graph() throws IOException {
        long start = in.offset();
        long left = unsigned() - 3;
        unsigned();
        long level = unsigned();
        boolean worst = level >>> 24 != 0;
        for (long i = 0; i <= (level & 0xffffff) && left >= 0; i++) {
            long links = unsigned();
            unsigned();
            left -= 2;
            for (; links > 0 && left > 0; links--, left--) {
                unsigned();
            }
            if (worst) {
                unsigned();
                left--;
            }
        }
        if (left != 0) {
            throw RdbFault.damaged(start, "an element of a vector set has links that do not add up");
        }
        return unsigned();
    }

    private byte[] string(boolean wanted) throws IOException {
        tag(Modules.STRING);
        if (wanted) {
            return strings.read();
        }
        strings.check();
        return Strings.EMPTY;
    }

    private long unsigned() throws IOException {
        tag(Modules.UNSIGNED);
        return in.number();
    }

    private void tag(int expected) throws IOException {
        long start = in.offset();
        long found = in.number();
        if (found != expected) {
            throw RdbFault.damaged(
                    start, "a vector set has a part of kind " + Long.toUnsignedString(found) + " for " + expected);
        }
    }
}
