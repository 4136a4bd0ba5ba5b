package dev.redkit.format.tensorflow;

import dev.redkit.tensor.DType;
import java.util.Optional;

/** TensorFlow's numbers for dtypes. */
final class TensorflowTypes {
    private static final int QINT8 = 11;
    private static final int QUINT8 = 12;
    private static final int QINT32 = 13;
    private static final int QINT16 = 15;
    private static final int QUINT16 = 16;

    private TensorflowTypes() {}

    static int number(DType dtype) {
        return switch (dtype) {
            case F32 -> 1;
            case F64 -> 2;
            case I32 -> 3;
            case U8 -> 4;
            case I16 -> 5;
            case I8 -> 6;
            case STRING -> 7;
            case C64 -> 8;
            case I64 -> 9;
            case BOOL -> 10;
            case BF16 -> 14;
            case U16 -> 17;
            case C128 -> 18;
            case F16 -> 19;
            case U32 -> 22;
            case U64 -> 23;
            case F8_E5M2 -> 24;
            case F8_E4M3 -> 25;
        };
    }

    /** The dtype of a number; the quantised ones are the whole numbers that they are made of. */
    static Optional<DType> dtype(int number) {
        for (DType dtype : DType.values()) {
            if (number(dtype) == number) {
                return Optional.of(dtype);
            }
        }
        return Optional.ofNullable(
                switch (number) {
                    case QINT8 -> DType.I8;
                    case QUINT8 -> DType.U8;
                    case QINT16 -> DType.I16;
                    case QUINT16 -> DType.U16;
                    case QINT32 -> DType.I32;
                    default -> null;
                });
    }

    /** How a complaint calls a dtype that is not read. */
    static String name(int number) {
        return switch (number) {
            case 20 -> "RESOURCE";
            case 21 -> "VARIANT";
            case 29 -> "INT4";
            case 30 -> "UINT4";
            default -> "number " + number;
        };
    }
}
