package dev.redkit.format.sparse;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sparse matrix among tensors. One called W is {@code W.format} (a text: csr, csc, bsr, coo, dia, row_sparse), {@code
 * W.shape}, {@code W.data} and, by its format, {@code W.indices}, {@code W.indptr}, {@code W.row}, {@code W.col}, {@code
 * W.coords}, {@code W.offsets}. Where a file holds one matrix alone, the names stand without the first part, as SciPy saves
 * it. A matrix in the sense of {@code scipy.sparse.csr_array} has {@code W._is_array}, too.
 */
public final class SparseMatrix {
    public static final String FORMAT = "format";
    public static final String SHAPE = "shape";
    public static final String DATA = "data";
    public static final String IS_ARRAY = "_is_array";

    /** What coordinates of any number of dimensions are called. */
    public static final String COORDS = "coords";

    private final String name;
    private final SparseKind kind;
    private final long[] shape;
    private final Map<String, Tensor> parts;

    private SparseMatrix(String name, SparseKind kind, long[] shape, Map<String, Tensor> parts) {
        this.name = name;
        this.kind = kind;
        this.shape = shape;
        this.parts = parts;
    }

    /** Sparse matrices, and the tensors that belong to none. */
    public record Sorted(List<SparseMatrix> matrices, List<Tensor> others) {}

    /** A matrix that a reader found; {@link BadInput} when its parts do not fit together. */
    public static SparseMatrix of(String name, SparseKind kind, long[] shape, Tensor... parts) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (Tensor part : parts) {
            named.put(part.name(), part);
        }
        SparseMatrix matrix = new SparseMatrix(name, kind, shape.clone(), named);
        new SparseCheck(matrix).run();
        return matrix;
    }

    /** Finds the matrices; {@link BadInput} when the parts of one do not fit together. */
    public static Sorted sort(List<Tensor> tensors) throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        tensors.forEach(tensor -> all.put(tensor.name(), tensor));
        List<SparseMatrix> matrices = new ArrayList<>();
        Set<Tensor> taken = new LinkedHashSet<>();
        for (Tensor tensor : tensors) {
            String prefix = prefix(tensor.name());
            if (prefix != null
                    && tensor.dtype() == DType.STRING
                    && tensor.shape().rank() == 0
                    && all.containsKey(prefix + SHAPE)
                    && all.containsKey(prefix + DATA)) {
                matrices.add(found(prefix, all, taken));
            }
        }
        List<Tensor> others =
                tensors.stream().filter(one -> !taken.contains(one)).toList();
        return new Sorted(matrices, others);
    }

    /** What stands before the word {@code format}; null when that is not how the name ends. */
    private static String prefix(String name) {
        return name.equals(FORMAT) || name.endsWith("." + FORMAT)
                ? name.substring(0, name.length() - FORMAT.length())
                : null;
    }

    private static SparseMatrix found(String prefix, Map<String, Tensor> all, Set<Tensor> taken) throws IOException {
        Tensor format = all.get(prefix + FORMAT);
        String word;
        try (Elements elements = new Elements(format)) {
            word = elements.nextText();
        }
        SparseKind kind = SparseKind.ofWord(word)
                .orElseThrow(
                        () -> new BadInput("the sparse format '" + word + "' of " + format.name() + " is not read"));
        taken.add(format);
        taken.add(all.get(prefix + SHAPE));
        Map<String, Tensor> parts = new LinkedHashMap<>();
        List<String> wanted = new ArrayList<>(kind.parts());
        if (kind == SparseKind.COO && all.containsKey(prefix + COORDS)) {
            wanted = List.of(DATA, COORDS);
        }
        for (String part : wanted) {
            Tensor tensor = all.get(prefix + part);
            if (tensor == null) {
                throw new BadInput("the sparse matrix '" + prefix + "' in the format " + word + " has no " + part);
            }
            taken.add(tensor);
            parts.put(part, tensor);
        }
        Tensor isArray = all.get(prefix + IS_ARRAY);
        if (isArray != null) {
            taken.add(isArray);
            parts.put(IS_ARRAY, isArray);
        }
        String name = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        SparseMatrix matrix = new SparseMatrix(name, kind, shape(all.get(prefix + SHAPE)), parts);
        new SparseCheck(matrix).run();
        return matrix;
    }

    private static long[] shape(Tensor tensor) throws IOException {
        if (tensor.shape().rank() != 1 || tensor.shape().elements() > Shape.MOST_DIMENSIONS) {
            throw new BadInput("the shape of a sparse matrix, " + tensor + ", is none");
        }
        long[] dimensions = new long[(int) tensor.shape().elements()];
        try (Elements elements = new Elements(tensor)) {
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = elements.nextWhole();
            }
        }
        return dimensions;
    }

    public String name() {
        return name;
    }

    public SparseKind kind() {
        return kind;
    }

    /** How many dimensions it has. The product of their lengths may be beyond all numbers, so they are no {@link Shape}. */
    public int rank() {
        return shape.length;
    }

    public long dimension(int index) {
        return shape[index];
    }

    /** Its dimensions as text. */
    public String size() {
        return Arrays.toString(shape);
    }

    /** Whether its coordinates are in one tensor, for any number of dimensions. */
    public boolean hasCoords() {
        return parts.containsKey(COORDS);
    }

    public Tensor part(String word) {
        return parts.get(word);
    }

    public Tensor data() {
        return parts.get(DATA);
    }

    /** The tensors it is made of, under its name. */
    public List<Tensor> tensors() {
        return tensors(name);
    }

    /** The tensors it is made of; with an empty name as SciPy saves a matrix. */
    public List<Tensor> tensors(String called) {
        String prefix = called.isEmpty() ? "" : called + ".";
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.ofStrings(prefix + FORMAT, Shape.of(), List.of(kind.word())));
        ByteBuffer dimensions = ByteBuffer.allocate(shape.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long dimension : shape) {
            dimensions.putLong(dimension);
        }
        tensors.add(Tensor.of(prefix + SHAPE, DType.I64, Shape.of(shape.length), dimensions.array()));
        parts.forEach((part, tensor) -> tensors.add(tensor.named(prefix + part)));
        return tensors;
    }
}
