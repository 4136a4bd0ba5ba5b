package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Paired;
import dev.redkit.tensor.Recoded;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a file of version 4: arrays one after the other, each with a head of five numbers.
 *
 * <pre>
 *   type(4) rows(4) columns(4) complex?(4) length(4)  name  numbers, column by column
 * </pre>
 *
 * The decimal digits of the type are machine, 0, number, kind.
 */
final class Mat4Reader {
    private static final int HEAD = 20;
    private static final int LONGEST_NAME = 4096;
    private static final int TEXT = 1;
    private static final int SPARSE = 2;

    private final Region file;
    private final MatContent content;
    private final ByteOrder order;

    Mat4Reader(Region file, MatContent content) {
        this.file = file;
        this.content = content;
        this.order = order(file.bytes(0, (int) Math.min(HEAD, file.length()), "the head of an array"));
    }

    /** Whether a file begins as one of version 4. */
    static boolean begins(byte[] head) {
        if (head.length < HEAD) {
            return false;
        }
        ByteBuffer words = ByteBuffer.wrap(head).order(order(head));
        int type = words.getInt();
        int rows = words.getInt();
        int columns = words.getInt();
        int complex = words.getInt();
        int name = words.getInt();
        return isType(type)
                && rows >= 0
                && columns >= 0
                && (complex == 0 || complex == 1)
                && name > 1
                && name < LONGEST_NAME;
    }

    private static boolean isType(int type) {
        return type >= 0 && type < 5000 && type / 100 % 10 == 0 && type / 10 % 10 <= 5 && type % 10 <= 2;
    }

    /** The type is a small number in one of the two orders. */
    private static ByteOrder order(byte[] head) {
        return head.length < 4
                        || isType(ByteBuffer.wrap(head)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt())
                ? ByteOrder.LITTLE_ENDIAN
                : ByteOrder.BIG_ENDIAN;
    }

    void read() throws IOException {
        try (MatInput in = MatInput.of(file, order)) {
            while (in.position() < in.length()) {
                array(in);
            }
        }
    }

    /** An array whose numbers begin at the place. */
    private record Array(String name, DType dtype, int rows, int columns, boolean complex, long start) {
        long elements() {
            return (long) rows * columns;
        }

        long bytes() {
            return elements() * dtype.bytes() * (complex ? 2 : 1);
        }
    }

    private void array(MatInput in) throws IOException {
        ByteBuffer head = in.buffer(HEAD, "the head of an array");
        int type = head.getInt();
        int rows = head.getInt();
        int columns = head.getInt();
        int complex = head.getInt();
        int nameLength = head.getInt();
        if (!isType(type) || (type / 1000 > 1)) {
            throw in.bad("the type " + type + " is that of a machine, or of numbers, that are not read,");
        }
        if (rows < 0 || columns < 0 || complex < 0 || complex > 1 || nameLength < 1 || nameLength > LONGEST_NAME) {
            throw in.bad("an array of " + rows + " x " + columns + " with a name of " + nameLength + " bytes");
        }
        String name = new String(in.bytes(nameLength, "a name"), StandardCharsets.UTF_8);
        int end = name.indexOf('\0');
        DType dtype = dtype(type / 10 % 10);
        Array array =
                new Array(end < 0 ? name : name.substring(0, end), dtype, rows, columns, complex == 1, in.position());
        // Both are less than 2^31, and an element has at most 16 bytes: elements first, lest the product overflows.
        long left = in.length() - in.position();
        if (array.elements() > left || array.bytes() > left) {
            throw in.bad("the array " + array.name() + " would have " + array.elements() + " elements in " + left
                    + " bytes");
        }
        switch (type % 10) {
            case TEXT -> content.add(text(array));
            case SPARSE -> sparse(array);
            default -> content.add(full(array));
        }
        in.skipTo(array.start() + array.bytes());
    }

    private static DType dtype(int digit) {
        return switch (digit) {
            case 0 -> DType.F64;
            case 1 -> DType.F32;
            case 2 -> DType.I32;
            case 3 -> DType.I16;
            case 4 -> DType.U16;
            default -> DType.U8;
        };
    }

    private TensorData part(Array array, long from, long count) {
        int width = array.dtype().bytes();
        return TensorData.of(file.slice(array.start() + from * width, count * width, array.name()));
    }

    private TensorData as(Array array, long from, long count, DType dtype) {
        return Recoded.of(part(array, from, count), array.dtype(), order, dtype);
    }

    private Tensor full(Array array) {
        Shape shape = Shape.of(array.rows(), array.columns());
        if (array.complex()) {
            boolean single = array.dtype() == DType.F32;
            DType half = single ? DType.F32 : DType.F64;
            DType pair = single ? DType.C64 : DType.C128;
            TensorData pairs = Paired.of(
                    as(array, 0, array.elements(), half),
                    as(array, array.elements(), array.elements(), half),
                    half.bytes());
            return Tensor.of(
                    array.name(), pair, shape, Strided.of(array.name(), pairs, Layout.columnMajor(pair, shape, false)));
        }
        Layout layout = Layout.columnMajor(array.dtype(), shape, order == ByteOrder.BIG_ENDIAN);
        return Tensor.of(
                array.name(), array.dtype(), shape, Strided.of(array.name(), part(array, 0, array.elements()), layout));
    }

    private Tensor text(Array array) throws IOException {
        if (array.elements() > MatStrings.MOST_CHARACTERS) {
            throw new BadInput(array.name() + " has more characters than are read at once");
        }
        StringBuilder characters = new StringBuilder();
        try (Elements codes = new Elements(Tensor.of(
                array.name(), DType.U16, Shape.of(array.elements()), as(array, 0, array.elements(), DType.U16)))) {
            for (long i = 0; i < array.elements(); i++) {
                characters.append((char) codes.nextWhole());
            }
        }
        return MatStrings.of(array.name(), new long[] {array.rows(), array.columns()}, characters.toString());
    }

    /** Columns of rows, columns and values, all counted from one; the last row is the size of the whole. */
    private void sparse(Array array) throws IOException {
        if (array.rows() < 1 || array.columns() < 3 || array.columns() > 4 || array.complex()) {
            throw BadInput.at(
                    file.name(),
                    array.start(),
                    "the sparse array " + array.name() + " has " + array.rows() + " x " + array.columns() + " numbers");
        }
        long rows = array.rows();
        long count = rows - 1;
        long[] size = {number(array, count), number(array, rows + count)};
        Shape length = Shape.of(count);
        boolean complex = array.columns() == 4;
        TensorData real = as(array, 2 * rows, count, DType.F64);
        TensorData data = complex ? Paired.of(real, as(array, 3 * rows, count, DType.F64), Double.BYTES) : real;
        SparseMatrix.of(
                        array.name(),
                        SparseKind.COO,
                        size,
                        Tensor.of(SparseMatrix.DATA, complex ? DType.C128 : DType.F64, length, data),
                        Tensor.of("row", DType.I32, length, index(array, 0, count)),
                        Tensor.of("col", DType.I32, length, index(array, rows, count)))
                .tensors()
                .forEach(content::add);
    }

    private TensorData index(Array array, long from, long count) {
        return Recoded.of(part(array, from, count), array.dtype(), order, DType.I32, -1);
    }

    private long number(Array array, long at) throws IOException {
        try (Elements one =
                new Elements(Tensor.of(array.name(), DType.I64, Shape.of(1), as(array, at, 1, DType.I64)))) {
            return one.nextWhole();
        }
    }
}
