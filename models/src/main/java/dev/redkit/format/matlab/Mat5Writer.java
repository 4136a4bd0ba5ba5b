package dev.redkit.format.matlab;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Ordered;
import dev.redkit.tensor.Recoded;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import dev.redkit.tensor.Widened;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a file of version 5, not compressed, from front to end. A vector is a row, one number a matrix of one, as SciPy has
 * it; several texts are a cell array.
 */
final class Mat5Writer {
    /** Of one array, as MATLAB has it. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private static final int LONGEST_NAME = 63;
    private static final int CELL = 1;
    private static final int CHAR = 4;
    private static final int SPARSE = 5;
    private static final int COMPLEX = 0x0800;
    private static final int LOGICAL = 0x0200;

    private final OutputStream out;
    private final Map<String, String> names = new HashMap<>();

    private Mat5Writer(OutputStream out) {
        this.out = out;
    }

    static void write(ModelContent content, OutputStream out) throws IOException {
        Mat5Writer writer = new Mat5Writer(out);
        SparseMatrix.Sorted sorted = SparseMatrix.sort(content.tensors());
        writer.header();
        for (Tensor tensor : sorted.others()) {
            writer.tensor(tensor);
        }
        for (SparseMatrix matrix : sorted.matrices()) {
            writer.sparse(matrix);
        }
        out.flush();
    }

    private void header() throws IOException {
        byte[] text = new byte[116];
        Arrays.fill(text, (byte) ' ');
        byte[] words = "MATLAB 5.0 MAT-file, written by redkit".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, text, 0, words.length);
        out.write(little(Mat5Reader.HEADER)
                .put(text)
                .putLong(0)
                .putShort((short) 0x0100)
                .put((byte) 'I')
                .put((byte) 'M')
                .array());
    }

    /** What MATLAB takes for a name: letters, digits and underscores. All else becomes an underscore. */
    private String named(String name) {
        String plain = (name.isEmpty() ? "matrix" : name).replaceAll("[^A-Za-z0-9_]", "_");
        if (!Character.isLetter(plain.charAt(0))) {
            plain = "x" + plain;
        }
        if (plain.length() > LONGEST_NAME) {
            throw new UsageError(
                    "MATLAB's names have at most " + LONGEST_NAME + " characters, but one would be " + plain,
                    "write .npz or .h5");
        }
        String other = names.put(plain, name);
        if (other != null) {
            throw new UsageError(
                    other + " and " + name + " would both be " + plain + " in MATLAB", "write .npz or .h5");
        }
        return plain;
    }

    /** The dimensions of MATLAB, which has two at least. */
    private static int[] dimensions(Tensor tensor) {
        long[] shape = tensor.shape().dimensions();
        int[] dimensions = new int[Math.max(2, shape.length)];
        Arrays.fill(dimensions, 1);
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] > Integer.MAX_VALUE) {
                throw tooLarge(tensor.name());
            }
            dimensions[shape.length == 1 ? 1 : i] = (int) shape[i];
        }
        return dimensions;
    }

    private static UsageError tooLarge(String name) {
        return new UsageError(
                name + " is larger than the 2 GiB that an array may have in a MAT file of version 5", "write .h5");
    }

    private void tensor(Tensor tensor) throws IOException {
        if (tensor.dtype() == DType.STRING) {
            strings(tensor);
            return;
        }
        DType dtype = MatFormat.kept(tensor.dtype());
        Tensor known = dtype == tensor.dtype() ? tensor : Widened.of(tensor);
        boolean complex = dtype.isComplex();
        long numbers = known.bytes() / (complex ? 2 : 1);
        int[] dimensions = dimensions(known);
        String name = named(tensor.name());
        int flags = MatType.classOf(dtype) | (complex ? COMPLEX : 0) | (dtype == DType.BOOL ? LOGICAL : 0);
        matrix(flags, dimensions, name, (complex ? 2 : 1) * element(numbers));
        for (int part = 0; part < (complex ? 2 : 1); part++) {
            tag(MatType.of(dtype), numbers);
            try (InputStream columns = Ordered.open(known, Order.F)) {
                copy(columns, complex ? dtype.numberBytes() : 0, part);
            }
            pad(numbers);
        }
    }

    /** All, or of pairs of numbers of so many bytes the first or the second. */
    private void copy(InputStream in, int half, int part) throws IOException {
        if (half == 0) {
            in.transferTo(out);
            return;
        }
        byte[] chunk = new byte[64 << 10];
        byte[] halves = new byte[chunk.length / 2];
        for (int got = in.readNBytes(chunk, 0, chunk.length); got > 0; got = in.readNBytes(chunk, 0, chunk.length)) {
            for (int at = 0; at < got; at += 2 * half) {
                System.arraycopy(chunk, at + part * half, halves, at / 2, half);
            }
            out.write(halves, 0, got / 2);
        }
    }

    /** The head of an array whose data takes so many bytes, tags included. */
    private void matrix(int flags, int[] dimensions, String name, long data) throws IOException {
        matrix(flags, dimensions, name, data, 0);
    }

    /** The same for a sparse array of so many elements. */
    private void matrix(int flags, int[] dimensions, String name, long data, long elements) throws IOException {
        long dims = 4L * dimensions.length;
        long bytes = 16 + element(dims) + element(name.length()) + data;
        if (bytes > MOST_BYTES) {
            throw tooLarge(name);
        }
        tag(MatType.MATRIX, bytes);
        tag(MatType.UINT32, 8);
        out.write(little(8).putInt(flags).putInt((int) elements).array());
        tag(MatType.INT32, dims);
        byte[] words = new byte[(int) dims];
        ByteBuffer fields = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
        for (int dimension : dimensions) {
            fields.putInt(dimension);
        }
        out.write(words);
        pad(dims);
        tag(MatType.INT8, name.length());
        out.write(name.getBytes(StandardCharsets.US_ASCII));
        pad(name.length());
    }

    /** How many bytes an element takes, with its tag and filled up. */
    private static long element(long bytes) {
        return 8 + (bytes + 7) / 8 * 8;
    }

    private void tag(int type, long bytes) throws IOException {
        out.write(little(8).putInt(type).putInt((int) bytes).array());
    }

    private void pad(long bytes) throws IOException {
        out.write(new byte[(int) ((8 - bytes % 8) % 8)]);
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void strings(Tensor tensor) throws IOException {
        if (tensor.shape().rank() > 1) {
            throw new UsageError(
                    "texts of more than one dimension, as in " + tensor.name() + ", are not written to MAT files",
                    "write .npz");
        }
        String name = named(tensor.name());
        long count = tensor.shape().elements();
        if (count == 1) {
            try (Elements texts = new Elements(tensor)) {
                text(name, texts.nextText());
            }
            return;
        }
        if (count > Integer.MAX_VALUE) {
            throw tooLarge(name);
        }
        long data = 0;
        try (Elements texts = new Elements(tensor)) {
            for (long i = 0; i < count; i++) {
                data += 8
                        + 16
                        + element(8)
                        + element(0)
                        + element(2L * texts.nextText().length());
            }
        }
        matrix(CELL, new int[] {1, (int) count}, name, data);
        try (Elements texts = new Elements(tensor)) {
            for (long i = 0; i < count; i++) {
                text("", texts.nextText());
            }
        }
    }

    private void text(String name, String text) throws IOException {
        byte[] characters = text.getBytes(StandardCharsets.UTF_16LE);
        matrix(CHAR, new int[] {1, text.length()}, name, element(characters.length));
        tag(MatType.UTF16, characters.length);
        out.write(characters);
        pad(characters.length);
    }

    private void sparse(SparseMatrix matrix) throws IOException {
        if (matrix.kind() != SparseKind.CSC) {
            throw new UsageError(
                    "MATLAB keeps sparse matrices by columns (csc), but '" + matrix.name() + "' is "
                            + matrix.kind().word(),
                    "convert it with SciPy's tocsc(), or write .npz or .mtx");
        }
        boolean complex = matrix.data().dtype().isComplex();
        boolean logical = matrix.data().dtype() == DType.BOOL;
        long count = matrix.data().shape().elements();
        long width = logical ? 1 : Double.BYTES;
        long pointers = matrix.dimension(1) + 1;
        if (matrix.dimension(0) > MOST_BYTES || pointers > MOST_BYTES / 4 || count > MOST_BYTES / 4) {
            throw tooLarge(matrix.name());
        }
        int flags = SPARSE | (complex ? COMPLEX : 0) | (logical ? LOGICAL : 0);
        int[] dimensions = {(int) matrix.dimension(0), (int) matrix.dimension(1)};
        long data = element(4 * count) + element(4 * pointers) + (complex ? 2 : 1) * element(width * count);
        matrix(flags, dimensions, named(matrix.name()), data, count);
        numbers(MatType.INT32, matrix.part("indices"), DType.I32);
        numbers(MatType.INT32, matrix.part("indptr"), DType.I32);
        if (logical) {
            numbers(MatType.UINT8, matrix.data(), DType.BOOL);
        } else if (complex) {
            halves(matrix.data(), 0);
            halves(matrix.data(), 1);
        } else {
            numbers(9, matrix.data(), DType.F64);
        }
    }

    private void numbers(int type, Tensor tensor, DType dtype) throws IOException {
        long bytes = tensor.shape().elements() * dtype.bytes();
        tag(type, bytes);
        TensorData data = Recoded.of(tensor::open, tensor.dtype(), ByteOrder.LITTLE_ENDIAN, dtype);
        try (InputStream in = data.open()) {
            in.transferTo(out);
        }
        pad(bytes);
    }

    private void halves(Tensor tensor, int part) throws IOException {
        long bytes = tensor.shape().elements() * Double.BYTES;
        tag(9, bytes);
        Tensor whole = tensor;
        if (tensor.dtype() == DType.C64) {
            // Twice as many single numbers, each as a double.
            TensorData doubles = Recoded.of(tensor::open, DType.F32, ByteOrder.LITTLE_ENDIAN, DType.F64);
            whole = Tensor.of(tensor.name(), DType.C128, tensor.shape(), doubles);
        }
        try (InputStream in = whole.open()) {
            copy(in, Double.BYTES, part);
        }
        pad(bytes);
    }
}
