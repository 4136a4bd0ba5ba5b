package dev.redkit.format.matlab;

import dev.redkit.tensor.DType;
import java.util.Optional;

/** How numbers are kept in a file of version 5; what they are, the class of their array says. */
final class MatType {
    static final int INT8 = 1;
    static final int UINT8 = 2;
    static final int UINT16 = 4;
    static final int INT32 = 5;
    static final int UINT32 = 6;
    static final int MATRIX = 14;
    static final int COMPRESSED = 15;
    static final int UTF8 = 16;
    static final int UTF16 = 17;
    static final int UTF32 = 18;

    private MatType() {}

    static Optional<DType> numbers(int type) {
        return Optional.ofNullable(
                switch (type) {
                    case INT8 -> DType.I8;
                    case UINT8 -> DType.U8;
                    case 3 -> DType.I16;
                    case UINT16 -> DType.U16;
                    case INT32 -> DType.I32;
                    case UINT32 -> DType.U32;
                    case 7 -> DType.F32;
                    case 9 -> DType.F64;
                    case 12 -> DType.I64;
                    case 13 -> DType.U64;
                    default -> null;
                });
    }

    /** The type in which numbers are written. */
    static int of(DType dtype) {
        return switch (dtype) {
            case I8 -> INT8;
            case BOOL, U8 -> UINT8;
            case I16 -> 3;
            case U16 -> UINT16;
            case I32 -> INT32;
            case U32 -> UINT32;
            case F32, C64 -> 7;
            case F64, C128 -> 9;
            case I64 -> 12;
            case U64 -> 13;
            default -> throw new IllegalArgumentException("MATLAB has no " + dtype);
        };
    }

    /** What the elements of a class from 6 to 15 are. */
    static DType ofClass(int arrayClass) {
        return switch (arrayClass) {
            case 6 -> DType.F64;
            case 7 -> DType.F32;
            case 8 -> DType.I8;
            case 9 -> DType.U8;
            case 10 -> DType.I16;
            case 11 -> DType.U16;
            case 12 -> DType.I32;
            case 13 -> DType.U32;
            case 14 -> DType.I64;
            default -> DType.U64;
        };
    }

    static int classOf(DType dtype) {
        return switch (dtype) {
            case F64, C128 -> 6;
            case F32, C64 -> 7;
            case I8 -> 8;
            case BOOL, U8 -> 9;
            case I16 -> 10;
            case U16 -> 11;
            case I32 -> 12;
            case U32 -> 13;
            case I64 -> 14;
            case U64 -> 15;
            default -> throw new IllegalArgumentException("MATLAB has no " + dtype);
        };
    }
}
