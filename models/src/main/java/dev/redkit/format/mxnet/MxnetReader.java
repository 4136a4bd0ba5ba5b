package dev.redkit.format.mxnet;

import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a file.
 *
 * <pre>
 *   0x112(8) 0(8) count(8) arrays  count(8) names, each length(8) and text
 *
 *   array, version 2 and 3:  magic(4) storage(4) [stored shape] shape device(4) number(4) dtype(4)
 *                            [dtype(4) and shape of each part] data [parts]
 *          version 1:        magic(4) shape device(4) number(4) dtype(4) data
 *          before that:      the same without a magic, dimensions of 4 bytes
 *   shape:                   count(4) dimensions(8 each)
 * </pre>
 *
 * What stands in brackets only sparse arrays have. In version 3 a shape without dimensions is that of one number; before, it
 * says that there is no array.
 */
final class MxnetReader {
    static final String MAGIC = "\u0012\u0001\0\0\0\0\0\0";
    static final int VERSION_1 = 0xf993fac8;
    static final int VERSION_2 = 0xf993fac9;
    static final int VERSION_3 = 0xf993faca;

    /** The least that an array takes. */
    private static final int LEAST_ARRAY = 4;

    private static final int LONGEST_NAME = 1 << 16;
    private static final int DENSE = 0;
    private static final int ROW_SPARSE = 1;
    private static final int CSR = 2;

    private final RegionReader in;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    MxnetReader(Region file) {
        this.in = new RegionReader(file);
    }

    /** An array as it stands in the file: its dtype and shape, and what belongs to it; no parts for one that is not there. */
    private record Found(SparseKind kind, long[] shape, List<Tensor> parts) {}

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void read() {
        if (in.i64() != MAGIC.charAt(0) + 256L * MAGIC.charAt(1)) {
            throw in.bad("a file of parameters should begin, but does not,");
        }
        in.i64();
        long count = count("arrays", LEAST_ARRAY);
        List<Found> found = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            found.add(array());
        }
        long names = count("names", Long.BYTES);
        if (names != 0 && names != count) {
            throw in.bad("there are " + names + " names for " + count + " arrays,");
        }
        for (int i = 0; i < count; i++) {
            add(names == 0 ? Integer.toString(i) : name(), found.get(i));
        }
        if (in.remaining() > 0) {
            throw in.bad("something follows the names");
        }
    }

    private long count(String what, int least) {
        long count = in.i64();
        if (count < 0 || count > in.remaining() / least) {
            throw in.bad(Long.toUnsignedString(count) + " " + what + " in " + in.remaining() + " bytes,");
        }
        return count;
    }

    private String name() {
        long length = in.i64();
        if (length < 0 || length > LONGEST_NAME) {
            throw in.bad("a name of " + Long.toUnsignedString(length) + " bytes");
        }
        return new String(in.bytes(length, "a name"), StandardCharsets.UTF_8);
    }

    private void add(String name, Found found) {
        if (found.parts().isEmpty()) {
            metadata.put(name, "an array that was never filled");
        } else if (found.kind() == null) {
            tensors.add(found.parts().get(0).named(name));
        } else {
            tensors.addAll(SparseMatrix.of(
                            name, found.kind(), found.shape(), found.parts().toArray(new Tensor[0]))
                    .tensors());
        }
    }

    private Found array() {
        int magic = in.i32();
        return switch (magic) {
            case VERSION_2, VERSION_3 -> versioned(magic == VERSION_3);
            case VERSION_1 -> dense(shape(in.i32(), Long.BYTES), false);
            default -> dense(shape(magic, Integer.BYTES), false);
        };
    }

    private Found versioned(boolean numpy) {
        int storage = in.i32();
        if (storage == DENSE) {
            return dense(shape(in.i32(), Long.BYTES), numpy);
        }
        if (storage != ROW_SPARSE && storage != CSR) {
            throw in.bad("an array is stored in the unknown way " + storage);
        }
        long[] stored = shape(in.i32(), Long.BYTES);
        long[] shape = shape(in.i32(), Long.BYTES);
        if (shape == null || stored == null || shape.length == 0) {
            return new Found(null, new long[0], List.of());
        }
        DType dtype = described();
        List<String> names = storage == CSR ? List.of("indptr", "indices") : List.of("indices");
        List<DType> types = new ArrayList<>();
        List<long[]> shapes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            types.add(dtype(in.i32()));
            shapes.add(shape(in.i32(), Long.BYTES));
        }
        List<Tensor> parts = new ArrayList<>();
        parts.add(part(SparseMatrix.DATA, dtype, stored));
        for (int i = 0; i < names.size(); i++) {
            parts.add(part(names.get(i), types.get(i), shapes.get(i)));
        }
        return new Found(storage == CSR ? SparseKind.CSR : SparseKind.ROW_SPARSE, shape, parts);
    }

    private Found dense(long[] shape, boolean numpy) {
        if (shape == null || (shape.length == 0 && !numpy)) {
            return new Found(null, new long[0], List.of());
        }
        DType dtype = described();
        return new Found(null, shape, List.of(part("array", dtype, shape)));
    }

    /** Where the array was in memory, which is of no interest, and its dtype. */
    private DType described() {
        in.i32();
        in.i32();
        return dtype(in.i32());
    }

    private DType dtype(int number) {
        return MxnetTypes.of(number).orElseThrow(() -> in.bad("the dtype " + number + " is unknown,"));
    }

    /** Dimensions; null when they are not known. */
    private long[] shape(int count, int width) {
        if (count == -1) {
            return null;
        }
        if (count < 0 || count > Shape.MOST_DIMENSIONS) {
            throw in.bad(Integer.toUnsignedString(count) + " dimensions");
        }
        long[] shape = new long[count];
        for (int i = 0; i < count; i++) {
            shape[i] = width == Long.BYTES ? in.i64() : Integer.toUnsignedLong(in.i32());
        }
        return shape;
    }

    private Tensor part(String name, DType dtype, long[] dimensions) {
        try {
            Shape shape = Shape.of(dimensions);
            long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
            return Tensor.of(name, dtype, shape, TensorData.of(in.take(bytes, "an array")));
        } catch (ArithmeticException e) {
            throw in.bad("an array with impossible dimensions (" + e.getMessage() + ")");
        }
    }
}
