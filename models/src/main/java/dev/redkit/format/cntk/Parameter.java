package dev.redkit.format.cntk;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Dimensions;
import dev.redkit.format.protobuf.FixedNumbers;
import dev.redkit.format.protobuf.Message;
import dev.redkit.format.protobuf.NarrowedVarints;
import dev.redkit.format.protobuf.Varints;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The NDArrayView of a parameter or constant. Its numbers lie with the first dimension varying fastest, so the same bytes are
 * an array in C order of the reversed shape.
 */
final class Parameter {
    private static final int DENSE = 0;
    private static final int FLOATS = 4;
    private static final int DOUBLES = 5;
    private static final int BYTES = 6;
    private static final int INTEGERS = 7;

    private final String name;
    private final boolean constant;
    private final Region message;
    private final List<Long> dimensions = new ArrayList<>();
    private int type;
    private long storage;
    private int valueField;
    private Region value;

    Parameter(String name, boolean constant, Region message) {
        this.name = name;
        this.constant = constant;
        this.message = message;
        Message fields = new Message(message);
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> type = (int) fields.number();
                case 2 -> storage = fields.number();
                case 3 -> dimensions.addAll(Dimensions.read(new Message(fields.bytes()), "an array"));
                case FLOATS, DOUBLES, BYTES, INTEGERS -> {
                    valueField = fields.field();
                    value = fields.bytes();
                }
                default -> {
                    // Of a later version.
                }
            }
        }
    }

    String name() {
        return name;
    }

    /** Whether training leaves it alone. */
    boolean isConstant() {
        return constant;
    }

    Tensor tensor() {
        if (storage != DENSE) {
            throw wrong("is sparse, which is not read");
        }
        Shape shape = shape();
        if (value == null) {
            throw wrong("has no numbers");
        }
        return switch (valueField) {
            case FLOATS -> numbers(shape, DType.F32);
            case DOUBLES -> numbers(shape, DType.F64);
            case BYTES -> bytes(shape);
            default -> integers(shape);
        };
    }

    /** Where the floats or doubles lie, if they do in one piece. */
    Optional<Region> place() {
        return valueField == FLOATS || valueField == DOUBLES
                ? new FixedNumbers(value, 1, valueField == FLOATS ? Float.BYTES : Double.BYTES).packed()
                : Optional.empty();
    }

    private Shape shape() {
        List<Long> reversed = new ArrayList<>(dimensions);
        Collections.reverse(reversed);
        try {
            return Shape.of(reversed.stream().mapToLong(Long::longValue).toArray());
        } catch (ArithmeticException e) {
            throw new BadInput(wrong("has an impossible shape").getMessage(), null, e);
        }
    }

    private Tensor numbers(Shape shape, DType dtype) {
        FixedNumbers numbers = new FixedNumbers(value, 1, dtype.bytes());
        requireCount(shape, numbers.count());
        return Tensor.of(name, dtype, shape, numbers.data());
    }

    private Tensor bytes(Shape shape) {
        DType dtype = switch (type) {
            case 4 -> DType.F16;
            case 5 -> DType.I8;
            case 6 -> DType.I16;
            default -> throw wrong("has the type " + type + ", which is not read");
        };
        Message fields = new Message(value);
        Region bytes = value.slice(0, 0, "nothing");
        while (fields.next()) {
            bytes = fields.field() == 1 ? fields.bytes() : bytes;
        }
        requireCount(shape, bytes.length() % dtype.bytes() == 0 ? bytes.length() / dtype.bytes() : -1);
        return Tensor.of(name, dtype, shape, TensorData.of(bytes));
    }

    private Tensor integers(Shape shape) {
        if (type != 5 && type != 6) {
            throw wrong("has the type " + type + ", which is not read");
        }
        DType dtype = type == 5 ? DType.I8 : DType.I16;
        Message fields = new Message(value);
        Region packed = value.slice(0, 0, "nothing");
        while (fields.next()) {
            packed = fields.field() == 1 ? fields.bytes() : packed;
        }
        requireCount(shape, Varints.count(packed));
        Region numbers = packed;
        return Tensor.of(name, dtype, shape, () -> new NarrowedVarints(numbers, dtype.bytes(), true));
    }

    private void requireCount(Shape shape, long count) {
        if (shape.elements() != count) {
            throw wrong(shape + " needs " + shape.elements() + " numbers, but has " + (count < 0 ? "others" : count));
        }
    }

    private BadInput wrong(String what) {
        return BadInput.at(message.name(), message.offset(), "the parameter '" + name + "' " + what + ",");
    }
}
