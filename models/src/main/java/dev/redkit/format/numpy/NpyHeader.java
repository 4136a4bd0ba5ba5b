package dev.redkit.format.numpy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.text.PythonLiteral;
import dev.redkit.format.text.ValueTree;
import dev.redkit.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The header of a .npy file.
 *
 * <pre>
 *   93 'NUMPY'  major  minor  length            header                       data
 *                             u16 (1) or u32    a Python dictionary, padded
 * </pre>
 *
 * @param bytes how long the header is, magic included: where the data begins
 */
record NpyHeader(String descr, NpyType type, boolean columnMajor, Shape shape, long bytes) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** As NumPy has it. */
    private static final int MOST_CHARACTERS = 10_000;

    static NpyHeader read(String name, InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length < 8 || !Arrays.equals(head, 0, 6, MAGIC, 0, 6)) {
            throw BadInput.at(name, 0, "a .npy array should begin, but does not,");
        }
        int major = head[6];
        if (major < 1 || major > 3) {
            throw BadInput.at(name, 6, "version " + major + " of the format is unknown,");
        }
        byte[] size = in.readNBytes(major == 1 ? 2 : 4);
        long length = size.length == 2 ? little(size) : size.length == 4 ? little(size) : Long.MAX_VALUE;
        if (length > MOST_CHARACTERS) {
            throw BadInput.at(name, 8, "a header is longer than the " + MOST_CHARACTERS + " characters NumPy allows");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw BadInput.at(name, head.length + size.length + text.length, "the header is cut off");
        }
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return parse(name, new String(text, charset), head.length + size.length + length);
    }

    private static long little(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }

    private static NpyHeader parse(String name, String text, long bytes) {
        ValueTree tree = new ValueTree();
        PythonLiteral.parse("the header of " + name, text, tree);
        Map<?, ?> map = tree.map();
        try {
            if (!(map.get("fortran_order") instanceof Boolean columnMajor)) {
                throw new IllegalArgumentException("fortran_order is missing");
            }
            String descr = descr(map.get("descr"));
            return new NpyHeader(descr, NpyType.of(descr), columnMajor, shape(map.get("shape")), bytes);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadInput("the header of " + name + " cannot be used: " + e.getMessage(), null, e);
        }
    }

    private static String descr(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof List<?> fields) {
            String names = fields.stream()
                    .map(field -> field instanceof List<?> list && !list.isEmpty() ? "" + list.get(0) : "?")
                    .limit(8)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "a structured array (fields " + names + ") is not one tensor; save each field as an array");
        }
        throw new IllegalArgumentException("descr is missing");
    }

    private static Shape shape(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("the shape is missing");
        }
        long[] dimensions = new long[list.size()];
        for (int i = 0; i < dimensions.length; i++) {
            if (!(list.get(i) instanceof Long dimension)) {
                throw new IllegalArgumentException("the shape " + list + " is none");
            }
            dimensions[i] = dimension;
        }
        return Shape.of(dimensions);
    }

    /** The bytes of the data. */
    long dataBytes() {
        return Math.multiplyExact(shape.elements(), (long) type.width());
    }
}
