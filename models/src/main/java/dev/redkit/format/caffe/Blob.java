package dev.redkit.format.caffe;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Dimensions;
import dev.redkit.format.protobuf.FixedNumbers;
import dev.redkit.format.protobuf.Message;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.util.List;

/**
 * A BlobProto: numbers (field 5, or 8 for doubles) and their shape (field 7), which files from before 2014 tell as number,
 * channels, height and width (fields 1 to 4).
 */
final class Blob {
    private static final int DATA = 5;
    private static final int DIFF = 6;
    private static final int SHAPE = 7;
    private static final int DOUBLES = 8;
    private static final int DOUBLE_DIFF = 9;

    private final String name;
    private final Region message;
    private final long[] four = new long[4];
    private List<Long> dimensions;
    private boolean legacy;
    private boolean gradients;

    private Blob(String name, Region message) {
        this.name = name;
        this.message = message;
        Message fields = new Message(message);
        while (fields.next()) {
            switch (fields.field()) {
                case 1, 2, 3, 4 -> {
                    four[fields.field() - 1] = fields.number();
                    legacy = true;
                }
                case SHAPE -> dimensions = Dimensions.read(new Message(fields.bytes()), "a blob");
                case DIFF, DOUBLE_DIFF -> gradients = true;
                default -> {
                    // The numbers, which are looked for afterwards.
                }
            }
        }
    }

    static Blob read(String name, Region message) {
        return new Blob(name, message);
    }

    /** Whether there are gradients in it as well, which are none of the model's parameters. */
    boolean hasGradients() {
        return gradients;
    }

    Tensor tensor() {
        FixedNumbers floats = new FixedNumbers(message, DATA, Float.BYTES);
        FixedNumbers doubles = new FixedNumbers(message, DOUBLES, Double.BYTES);
        if (floats.count() > 0 && doubles.count() > 0) {
            throw wrong("has both floats and doubles", null);
        }
        FixedNumbers numbers = doubles.count() > 0 ? doubles : floats;
        Shape shape = shape(numbers.count());
        if (shape.elements() != numbers.count()) {
            throw wrong(shape + " needs " + shape.elements() + " numbers, but has " + numbers.count(), null);
        }
        return Tensor.of(name, doubles.count() > 0 ? DType.F64 : DType.F32, shape, numbers.data());
    }

    private Shape shape(long count) {
        try {
            if (dimensions == null && !legacy) {
                return count == 1 ? Shape.of() : Shape.of(count);
            }
            return Shape.of(
                    dimensions == null
                            ? four
                            : dimensions.stream().mapToLong(Long::longValue).toArray());
        } catch (ArithmeticException e) {
            throw wrong("has an impossible shape", e);
        }
    }

    private BadInput wrong(String what, Exception cause) {
        return new BadInput(
                "the blob '" + name + "' " + what + ", at byte " + message.offset() + " of " + message.name(),
                null,
                cause);
    }
}
