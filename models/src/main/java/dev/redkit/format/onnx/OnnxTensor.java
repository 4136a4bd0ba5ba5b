package dev.redkit.format.onnx;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Siblings;
import dev.redkit.format.protobuf.Message;
import dev.redkit.format.protobuf.NarrowedVarints;
import dev.redkit.format.protobuf.Varints;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TensorProto. Its numbers are raw bytes, or packed in the field of their kind, or in another file beside this one.
 */
final class OnnxTensor {
    private static final int PACKED_FLOATS = 4;
    private static final int PACKED_INTS = 5;
    private static final int STRINGS = 6;
    private static final int PACKED_LONGS = 7;
    private static final int RAW = 9;
    private static final int PACKED_DOUBLES = 10;
    private static final int PACKED_UNSIGNED = 11;
    private static final int EXTERNAL = 13;

    private final Path path;
    private final List<Closeable> opened;
    private final List<Long> dimensions = new ArrayList<>();
    private final Map<String, String> external = new HashMap<>();
    private final List<String> strings = new ArrayList<>();
    private String name = "";
    private int type;
    private Region data;
    private int dataField;
    private boolean loose;

    OnnxTensor(Path path, List<Closeable> opened) {
        this.path = path;
        this.opened = opened;
    }

    OnnxTensor read(Message message) {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> dimension(message);
                case 2 -> type = (int) message.number();
                case 8 -> name = message.text();
                case STRINGS -> strings.add(message.text());
                case EXTERNAL -> entry(new Message(message.bytes()));
                case PACKED_FLOATS, PACKED_INTS, PACKED_LONGS, PACKED_DOUBLES, PACKED_UNSIGNED, RAW -> data(message);
                default -> {
                    // Documentation and the like.
                }
            }
        }
        return this;
    }

    private void dimension(Message message) {
        if (message.isBytes()) {
            Varints packed = new Varints(message.bytes());
            while (packed.hasNext()) {
                dimensions.add(packed.next());
            }
        } else {
            dimensions.add(message.number());
        }
        if (dimensions.size() > Shape.MOST_DIMENSIONS) {
            throw message.bad("a tensor of more than " + Shape.MOST_DIMENSIONS + " dimensions");
        }
    }

    private void entry(Message pair) {
        String key = "";
        String value = "";
        while (pair.next()) {
            key = pair.field() == 1 ? pair.text() : key;
            value = pair.field() == 2 ? pair.text() : value;
        }
        external.put(key, value);
    }

    private void data(Message message) {
        loose |= data != null || !message.isBytes();
        if (message.isBytes()) {
            data = message.bytes();
            dataField = message.field();
        }
    }

    Tensor tensor(String otherName) {
        String called = name.isEmpty() ? otherName : name;
        try {
            Shape shape =
                    Shape.of(dimensions.stream().mapToLong(Long::longValue).toArray());
            if (type == 8) {
                return strings(called, shape);
            }
            DType dtype = dtype().orElseThrow(() -> wrong(called, "has the type " + type + ", which is not read"));
            long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
            return Tensor.of(
                    called, dtype, shape, bytes == 0 ? InputStream::nullInputStream : located(called, dtype, bytes));
        } catch (ArithmeticException e) {
            throw new BadInput(wrong(called, "has an impossible shape").getMessage(), null, e);
        }
    }

    private Tensor strings(String called, Shape shape) {
        if (shape.elements() != strings.size()) {
            throw wrong(called, shape + " needs other than " + strings.size() + " strings");
        }
        return Tensor.ofStrings(called, shape, strings);
    }

    private TensorData located(String called, DType dtype, long bytes) {
        if (!external.isEmpty()) {
            return TensorData.of(elsewhere(called, bytes));
        }
        if (data == null || loose) {
            throw wrong(called, data == null ? "has no data" : "has its numbers one by one, which is not read");
        }
        boolean dense = dataField == RAW || dataField == PACKED_FLOATS || dataField == PACKED_DOUBLES;
        if (dense) {
            requireBytes(called, data.length(), bytes);
            return TensorData.of(data);
        }
        long count = Varints.count(data);
        requireBytes(called, count * dtype.bytes(), bytes);
        Region packed = data;
        return () -> new NarrowedVarints(packed, dtype.bytes(), false);
    }

    private Region elsewhere(String called, long bytes) {
        Path file = Siblings.resolve(path, external.getOrDefault("location", ""));
        Region region = Region.of(file);
        opened.add(region);
        long offset = number(called, "offset", 0);
        long length = number(called, "length", bytes);
        requireBytes(called, length, bytes);
        return region.slice(offset, length, called);
    }

    private long number(String called, String key, long otherwise) {
        String text = external.get(key);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw wrong(called, "has the " + key + " '" + text + "', which is no number");
        }
        return Long.parseLong(text);
    }

    private void requireBytes(String called, long there, long needed) {
        if (there != needed) {
            throw wrong(called, "needs " + needed + " bytes, but has " + there);
        }
    }

    private BadInput wrong(String called, String what) {
        String place = data == null ? "" : ", at byte " + data.offset();
        return new BadInput("the tensor '" + called + "' " + what + place + " of " + path);
    }

    private Optional<DType> dtype() {
        return Optional.ofNullable(
                switch (type) {
                    case 1 -> DType.F32;
                    case 2 -> DType.U8;
                    case 3 -> DType.I8;
                    case 4 -> DType.U16;
                    case 5 -> DType.I16;
                    case 6 -> DType.I32;
                    case 7 -> DType.I64;
                    case 9 -> DType.BOOL;
                    case 10 -> DType.F16;
                    case 11 -> DType.F64;
                    case 12 -> DType.U32;
                    case 13 -> DType.U64;
                    case 14 -> DType.C64;
                    case 15 -> DType.C128;
                    case 16 -> DType.BF16;
                    case 17 -> DType.F8_E4M3;
                    case 19 -> DType.F8_E5M2;
                    default -> null;
                });
    }
}
