package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Paired;
import dev.redkit.tensor.Recoded;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One array of a file of version 5: flags, dimensions, name, and what its class asks for. The cells of a cell array and the
 * fields of a structure are arrays again; they are called by the way to them.
 */
final class Mat5Array {
    private static final int CELL = 1;
    private static final int STRUCT = 2;
    private static final int OBJECT = 3;
    private static final int CHAR = 4;
    private static final int SPARSE = 5;
    private static final int LAST_NUMBER = 15;
    private static final int FUNCTION = 16;
    private static final int OPAQUE = 17;
    private static final int COMPLEX = 0x0800;
    private static final int LOGICAL = 0x0200;
    private static final int MOST_DEPTH = 64;
    private static final int LONGEST_NAME = 4096;

    private final MatInput in;
    private final MatContent content;

    Mat5Array(MatInput in, MatContent content) {
        this.in = in;
        this.content = content;
    }

    /** Flags, dimensions and name of an array. */
    private record Head(int flags, long[] dimensions, String name, long end) {
        int arrayClass() {
            return flags & 0xff;
        }

        boolean is(int flag) {
            return (flags & flag) != 0;
        }

        String size() {
            return LongStream.of(dimensions).mapToObj(Long::toString).collect(Collectors.joining("x"));
        }
    }

    /** Whether there are arrays in it. Reads a little of it. */
    boolean isNested(MatTag tag) {
        int arrayClass = tag.bytes() == 0 ? 0 : flags(tag) & 0xff;
        return arrayClass == CELL || arrayClass == STRUCT || arrayClass == OBJECT;
    }

    /**
     * Reads it, as far as its structure goes.
     *
     * @param path what it is called; null for its own name
     */
    void read(MatTag tag, String path, int depth) {
        if (depth > MOST_DEPTH) {
            throw in.bad("arrays are nested deeper than " + MOST_DEPTH + ",");
        }
        if (tag.bytes() == 0 && path == null) {
            throw in.bad("an array without a name");
        }
        if (tag.bytes() == 0) {
            content.add(Tensor.of(path, DType.F64, Shape.of(0, 0), InputStream::nullInputStream));
            return;
        }
        int flags = flags(tag);
        if ((flags & 0xff) == OPAQUE) {
            opaque(tag, path);
            return;
        }
        long[] dimensions = dimensions(tag);
        String own = name(tag);
        String name = path == null ? own : path;
        if (name.isEmpty()) {
            content.tell("__function_workspace__", "what functions refer to, which is not read");
            return;
        }
        try {
            array(new Head(flags, dimensions, name, tag.end()), depth);
        } catch (ArithmeticException e) {
            throw new BadInput(
                    "the array " + name + " in " + in.name() + " has impossible dimensions: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private void array(Head head, int depth) {
        switch (head.arrayClass()) {
            case CELL -> cells(head, depth);
            case STRUCT -> fields(head, depth, "a struct " + head.size());
            case OBJECT -> {
                MatTag type = MatTag.read(in, head.end());
                fields(head, depth, "an object " + head.size() + " of the class " + text(type));
            }
            case CHAR -> content.add(characters(head));
            case SPARSE -> sparse(head);
            case FUNCTION -> content.tell(head.name(), "a function, which is not read");
            default -> {
                if (head.arrayClass() > LAST_NUMBER || head.arrayClass() == 0) {
                    throw in.bad("the array " + head.name() + " has the unknown class " + head.arrayClass() + ",");
                }
                numbers(head);
            }
        }
    }

    private int flags(MatTag tag) {
        MatTag flags = MatTag.read(in, tag.end());
        if (flags.type() != MatType.UINT32 || flags.bytes() != 8) {
            throw in.bad("an array without its flags");
        }
        ByteBuffer words = in.buffer(8, "the flags of an array");
        return words.getInt();
    }

    private long[] dimensions(MatTag array) {
        MatTag tag = MatTag.read(in, array.end());
        boolean whole = tag.type() == MatType.INT32 || tag.type() == MatType.UINT32;
        if (!whole || tag.bytes() % 4 != 0 || tag.bytes() < 8 || tag.bytes() / 4 > Shape.MOST_DIMENSIONS) {
            throw in.bad("an array with dimensions of " + tag.bytes() + " bytes of type " + tag.type());
        }
        ByteBuffer words = in.buffer(tag.bytes(), "dimensions");
        long[] dimensions = new long[(int) tag.bytes() / 4];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = words.getInt();
            if (dimensions[i] < 0) {
                throw in.bad("a dimension is negative,");
            }
        }
        in.skipTo(tag.end());
        return dimensions;
    }

    private String name(MatTag array) {
        return text(MatTag.read(in, array.end()));
    }

    private String text(MatTag tag) {
        boolean characters = tag.type() == MatType.INT8 || tag.type() == MatType.UINT8 || tag.type() == MatType.UTF8;
        if (!characters || tag.bytes() > LONGEST_NAME) {
            throw in.bad("a name of " + tag.bytes() + " bytes of type " + tag.type());
        }
        byte[] bytes = in.bytes(tag.bytes(), "a name");
        in.skipTo(tag.end());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An object of a class of today, whose content is elsewhere in the file, in a form that is not told. */
    private void opaque(MatTag tag, String path) {
        String own = text(MatTag.read(in, tag.end()));
        content.tell(path == null ? own : path, "an object of a class, which is not read");
    }

    private long count(Head head, long each) {
        long count = Shape.of(head.dimensions()).elements();
        // Each has a tag of its own, at least.
        if (each > 0 && count > (head.end() - in.position()) / 8 / each) {
            throw in.bad(
                    head.name() + " would have " + count + " elements in " + (head.end() - in.position()) + " bytes");
        }
        return count;
    }

    private void cells(Head head, int depth) {
        long count = count(head, 1);
        content.tell(head.name(), "a cell array " + head.size());
        for (long i = 0; i < count; i++) {
            inner(head, head.name() + "." + i, depth);
        }
    }

    private void inner(Head head, String path, int depth) {
        MatTag tag = MatTag.read(in, head.end());
        if (tag.type() != MatType.MATRIX) {
            throw in.bad(path + " is no array, but of type " + tag.type() + ",");
        }
        read(tag, path, depth + 1);
        in.skipTo(tag.end());
    }

    private void fields(Head head, int depth, String what) {
        List<String> names = fieldNames(head);
        long count = count(head, names.size());
        content.tell(head.name(), what);
        for (long i = 0; i < count && !names.isEmpty(); i++) {
            String path = count == 1 ? head.name() : head.name() + "." + i;
            for (String field : names) {
                inner(head, path + "." + field, depth);
            }
        }
    }

    /** Names of one width, filled up with zeros. Some writers use one twice: the second is called as SciPy calls it. */
    private List<String> fieldNames(Head head) {
        MatTag width = MatTag.read(in, head.end());
        int length = width.bytes() == 4 ? in.i32("the length of field names") : 0;
        in.skipTo(width.end());
        MatTag tag = MatTag.read(in, head.end());
        if (length <= 0 || tag.type() != MatType.INT8 || tag.bytes() % length != 0) {
            if (tag.bytes() == 0) {
                in.skipTo(tag.end());
                return List.of();
            }
            throw in.bad("field names of " + tag.bytes() + " bytes, " + length + " each,");
        }
        byte[] bytes = in.bytes(tag.bytes(), "field names");
        in.skipTo(tag.end());
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int at = 0; at < bytes.length; at += length) {
            String name = new String(bytes, at, length, StandardCharsets.UTF_8);
            int end = name.indexOf('\0');
            name = end < 0 ? name : name.substring(0, end);
            String unique = name;
            for (int i = 1; !used.add(unique); i++) {
                unique = "_" + i + "_" + name;
            }
            names.add(unique);
        }
        return names;
    }

    private Tensor characters(Head head) {
        MatTag tag = MatTag.read(in, head.end());
        if (tag.bytes() > 4 * MatStrings.MOST_CHARACTERS) {
            throw in.bad(head.name() + " has more characters than are read at once,");
        }
        boolean big = in.swaps();
        Charset charset = switch (tag.type()) {
            case MatType.UTF8 -> StandardCharsets.UTF_8;
            case MatType.UTF16, MatType.UINT16 -> big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
            case MatType.UTF32 -> Charset.forName(big ? "UTF-32BE" : "UTF-32LE");
            case MatType.INT8, MatType.UINT8 -> StandardCharsets.ISO_8859_1;
            default -> throw in.bad(head.name() + " has characters of type " + tag.type() + ",");
        };
        String characters = new String(in.bytes(tag.bytes(), "characters"), charset);
        return MatStrings.of(head.name(), head.dimensions(), characters);
    }

    /** Numbers as the file keeps them: from where on, and how many. */
    private record Stored(TensorData data, DType dtype, MatTag tag) {}

    /** The next element, which are so many numbers at least. */
    private Stored stored(Head head, long count, boolean exactly) {
        MatTag tag = MatTag.read(in, head.end());
        DType dtype = MatType.numbers(tag.type())
                .orElseThrow(() -> in.bad(head.name() + " has numbers of the unknown type " + tag.type() + ","));
        if (head.is(LOGICAL) && tag.bytes() == count) {
            // MATLAB keeps those of sparse arrays as bytes, and calls them doubles.
            dtype = DType.U8;
        }
        long there = tag.bytes() / dtype.bytes();
        if (there < count || (exactly && tag.bytes() != count * dtype.bytes())) {
            throw in.bad(head.name() + " needs " + count + " numbers, but has " + there + ",");
        }
        in.skipTo(tag.end());
        return new Stored(in.part(tag.start(), count * dtype.bytes()), dtype, tag);
    }

    private TensorData as(Stored stored, DType dtype) {
        return Recoded.of(stored.data(), stored.dtype(), in.order(), dtype);
    }

    private void numbers(Head head) {
        Shape shape = Shape.of(head.dimensions());
        DType real = head.is(LOGICAL) ? DType.BOOL : MatType.ofClass(head.arrayClass());
        Stored first = stored(head, shape.elements(), true);
        if (!head.is(COMPLEX)) {
            content.add(array(head.name(), real, shape, first));
            return;
        }
        Stored second = stored(head, shape.elements(), true);
        if (real == DType.F64 || real == DType.F32) {
            DType pair = real == DType.F64 ? DType.C128 : DType.C64;
            TensorData pairs = Paired.of(as(first, real), as(second, real), real.bytes());
            content.add(Tensor.of(
                    head.name(), pair, shape, Strided.of(head.name(), pairs, Layout.columnMajor(pair, shape, false))));
        } else {
            content.tell(head.name(), "complex whole numbers, in two parts");
            content.add(array(head.name() + ".real", real, shape, first));
            content.add(array(head.name() + ".imag", real, shape, second));
        }
    }

    private Tensor array(String name, DType dtype, Shape shape, Stored stored) {
        boolean asIs = stored.dtype() == dtype;
        TensorData data = asIs ? stored.data() : as(stored, dtype);
        return Tensor.of(
                name, dtype, shape, Strided.of(name, data, Layout.columnMajor(dtype, shape, asIs && in.swaps())));
    }

    /** Columns of row indices; there may be room for more elements than there are. */
    private void sparse(Head head) {
        if (head.dimensions().length != 2) {
            throw in.bad("the sparse array " + head.name() + " has not two dimensions,");
        }
        long columns = head.dimensions()[1];
        Stored rows = stored(head, 0, false);
        Pointers pointers = pointers(head, columns + 1);
        long count = pointers.last();
        if (count < 0 || count > rows.tag().bytes() / rows.dtype().bytes()) {
            throw in.bad("the sparse array " + head.name() + " would have " + count + " elements,");
        }
        Stored indices =
                new Stored(in.part(rows.tag().start(), count * rows.dtype().bytes()), rows.dtype(), rows.tag());
        DType dtype = head.is(LOGICAL) ? DType.BOOL : DType.F64;
        boolean has = count > 0 || in.position() < head.end();
        TensorData data = has ? as(stored(head, count, false), dtype) : InputStream::nullInputStream;
        if (head.is(COMPLEX)) {
            TensorData second = has ? as(stored(head, count, false), DType.F64) : InputStream::nullInputStream;
            data = Paired.of(has ? data : InputStream::nullInputStream, second, Double.BYTES);
            dtype = DType.C128;
        }
        Shape length = Shape.of(count);
        SparseMatrix.of(
                        head.name(),
                        SparseKind.CSC,
                        head.dimensions(),
                        Tensor.of(SparseMatrix.DATA, dtype, length, data),
                        Tensor.of("indices", DType.I32, length, as(indices, DType.I32)),
                        Tensor.of("indptr", DType.I32, Shape.of(columns + 1), as(pointers.stored(), DType.I32)))
                .tensors()
                .forEach(content::add);
    }

    /** Where the elements of each column begin, and where those of all of them end. */
    private record Pointers(Stored stored, long last) {}

    private Pointers pointers(Head head, long count) {
        MatTag tag = MatTag.read(in, head.end());
        DType dtype = MatType.numbers(tag.type())
                .filter(type -> type == DType.I32 || type == DType.U32)
                .orElseThrow(() -> in.bad(head.name() + " has indices of type " + tag.type() + ","));
        if (tag.bytes() / Integer.BYTES < count) {
            throw in.bad(head.name() + " needs " + count + " indices, but has " + tag.bytes() / Integer.BYTES + ",");
        }
        in.skipTo(tag.start() + (count - 1) * Integer.BYTES);
        long last = in.i32("an index");
        in.skipTo(tag.end());
        return new Pointers(new Stored(in.part(tag.start(), count * Integer.BYTES), dtype, tag), last);
    }
}
