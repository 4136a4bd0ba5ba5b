package dev.redkit.format.gguf;

import dev.redkit.failure.BadInput;
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
 * Reads a file of version 2 or 3.
 *
 * <pre>
 *   'GGUF' version(4) tensors(8) pairs(8)
 *   pair:   key text, type(4), value          text: length(8) and UTF-8
 *   tensor: name text, count(4) dimensions(8 each, the fastest first) type(4) offset(8)
 *   data, which begin at a multiple of general.alignment, as does each tensor
 * </pre>
 */
final class GgufReader {
    static final String MAGIC = "GGUF";
    private static final int LONGEST_KEY = 1 << 16;
    private static final int LONGEST_TEXT = 16 << 20;
    private static final int MOST_SHOWN = 64;
    private static final int MOST_NESTING = 4;

    /** A pair is a key, a type and a byte at least; a tensor a name, no dimensions, a type and an offset. */
    private static final int LEAST_PAIR = 13;

    private static final int LEAST_TENSOR = 24;
    private static final long MOST_ALIGNMENT = 1 << 20;
    private static final int TEXT = 8;
    private static final int ARRAY = 9;

    private final Region file;
    private final RegionReader in;
    private final boolean dequantize;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long alignment = 32;

    GgufReader(Region file, boolean dequantize) {
        this.file = file;
        this.in = new RegionReader(file);
        this.dequantize = dequantize;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void read() {
        requireVersion();
        long count = count("tensors", LEAST_TENSOR);
        long pairs = count("pairs", LEAST_PAIR);
        for (long i = 0; i < pairs; i++) {
            pair();
        }
        List<Info> infos = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            infos.add(info());
        }
        long start = (in.position() + alignment - 1) / alignment * alignment;
        for (Info info : infos) {
            tensor(info, start);
        }
    }

    private void requireVersion() {
        byte[] magic = in.bytes(Math.min(MAGIC.length(), in.remaining()), "the magic");
        if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw in.bad("a GGUF file should begin, but does not,");
        }
        int version = in.i32();
        if (version != 0 && (version & 0xffff) == 0) {
            throw new BadInput(
                    file.name() + " is a GGUF file of a big-endian machine, which is not read",
                    "gguf_convert_endian.py, which comes with llama.cpp, turns it round");
        }
        if (version != 2 && version != 3) {
            throw new BadInput(
                    file.name() + " is of GGUF version " + Integer.toUnsignedString(version)
                            + "; versions 2 and 3 are read",
                    "convert the model anew with a present-day llama.cpp");
        }
    }

    private long count(String what, int least) {
        long count = in.i64();
        if (count < 0 || count > in.remaining() / least) {
            throw in.bad(Long.toUnsignedString(count) + " " + what + " in " + in.remaining() + " bytes,");
        }
        return count;
    }

    private String text(String what, int longest) {
        long length = in.i64();
        if (length < 0 || length > longest) {
            throw in.bad(what + " of " + Long.toUnsignedString(length) + " bytes");
        }
        return new String(in.bytes(length, what), StandardCharsets.UTF_8);
    }

    private void pair() {
        String key = text("a key", LONGEST_KEY);
        int type = in.i32();
        String value = type == ARRAY ? array(0) : scalar(type);
        metadata.put(key, value);
        if (key.equals("general.alignment")) {
            alignment = value.matches("\\d{1,7}") ? Long.parseLong(value) : 0;
            if (alignment < 1 || alignment > MOST_ALIGNMENT || alignment % 8 != 0) {
                throw in.bad("the alignment " + value + " makes no sense,");
            }
        }
    }

    private String scalar(int type) {
        return switch (type) {
            case 0 -> Integer.toString(in.u8());
            case 1 -> Byte.toString((byte) in.u8());
            case 2 -> Integer.toString(in.u16());
            case 3 -> Short.toString((short) in.u16());
            case 4 -> Integer.toUnsignedString(in.i32());
            case 5 -> Integer.toString(in.i32());
            case 6 -> Float.toString(Float.intBitsToFloat(in.i32()));
            case 7 -> Boolean.toString(in.u8() != 0);
            case TEXT -> text("a text", LONGEST_TEXT);
            case 10 -> Long.toUnsignedString(in.i64());
            case 11 -> Long.toString(in.i64());
            case 12 -> Double.toString(Double.longBitsToDouble(in.i64()));
            default -> throw in.bad("a value is of the unknown type " + type + ",");
        };
    }

    private static int width(int type) {
        return switch (type) {
            case 0, 1, 7 -> 1;
            case 2, 3 -> 2;
            case 4, 5, 6 -> 4;
            case 10, 11, 12 -> 8;
            default -> 0;
        };
    }

    /** A short one as text; of a long one, like the words of a tokenizer, what it was. */
    private String array(int depth) {
        if (depth > MOST_NESTING) {
            throw in.bad("arrays are nested too deep,");
        }
        int type = in.i32();
        int width = width(type);
        if (width == 0 && type != TEXT && type != ARRAY) {
            throw in.bad("an array is of the unknown type " + type + ",");
        }
        long count = count("values", Math.max(1, width == 0 ? Long.BYTES : width));
        List<String> values = new ArrayList<>();
        boolean shown = count <= MOST_SHOWN;
        for (long i = 0; i < count && (shown || width == 0); i++) {
            String value = type == ARRAY ? array(depth + 1) : shown ? scalar(type) : skipped();
            if (shown) {
                values.add(value);
            }
        }
        if (shown) {
            return values.toString();
        }
        in.take(width * count, "an array");
        return "an array of " + count + (type == TEXT ? " texts" : " values") + ", which is not kept";
    }

    private String skipped() {
        in.take(in.i64(), "a text");
        return "";
    }

    private record Info(String name, long[] dimensions, GgmlType type, long offset) {}

    private Info info() {
        String name = text("a name", LONGEST_KEY);
        int count = in.i32();
        if (count < 0 || count > Shape.MOST_DIMENSIONS) {
            throw in.bad(Integer.toUnsignedString(count) + " dimensions");
        }
        long[] dimensions = new long[count];
        for (int i = 0; i < count; i++) {
            dimensions[count - 1 - i] = in.i64();
        }
        int number = in.i32();
        GgmlType type = GgmlType.of(number)
                .orElseThrow(() -> in.bad(name + " is of the type " + number + ", which is unknown,"));
        return new Info(name, dimensions, type, in.i64());
    }

    private void tensor(Info info, long start) {
        try {
            Shape shape = Shape.of(info.dimensions());
            long row = shape.rank() == 0 ? 1 : shape.dimension(shape.rank() - 1);
            if (row % info.type().elements() != 0) {
                throw new BadInput(info.name() + " in " + file.name() + " has rows of " + row
                        + " elements, but blocks of " + info.type().elements());
            }
            long bytes = Math.multiplyExact(shape.elements() / info.type().elements(), (long)
                    info.type().bytes());
            TensorData data = TensorData.of(file.slice(Math.addExact(start, info.offset()), bytes, info.name()));
            tensors.add(tensor(info, shape, data));
        } catch (ArithmeticException e) {
            throw new BadInput(
                    info.name() + " in " + file.name() + " has impossible dimensions: " + e.getMessage(), null, e);
        }
    }

    private Tensor tensor(Info info, Shape shape, TensorData data) {
        GgmlType type = info.type();
        if (type.dtype().isPresent()) {
            return Tensor.of(info.name(), type.dtype().get(), shape, data);
        }
        if (dequantize && type.isUnderstood()) {
            return Tensor.of(info.name(), DType.F32, shape, Dequantized.of(data, type));
        }
        metadata.put(info.name() + ".ggml_type", type.name());
        metadata.put(info.name() + ".shape", shape.toString());
        long[] blocks = shape.dimensions();
        blocks[blocks.length - 1] = blocks[blocks.length - 1] / type.elements() * type.bytes();
        return Tensor.of(info.name(), DType.U8, Shape.of(blocks), data);
    }
}
