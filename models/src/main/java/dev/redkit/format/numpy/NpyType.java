package dev.redkit.format.numpy;

import dev.redkit.tensor.DType;
import java.util.Optional;

/**
 * What an element of a .npy file is, as its {@code descr} says: byte order, kind, size.
 *
 * @param width bytes of an element
 * @param characters an element is a text of so many bytes in all, four for each character ({@code U}) or one ({@code S})
 */
record NpyType(DType dtype, boolean bigEndian, int width, Optional<Character> characters) {

    /** Reads a descr; an {@link IllegalArgumentException} says that redkit has no such elements. */
    static NpyType of(String descr) {
        if (descr.length() < 2) {
            throw new IllegalArgumentException("the dtype '" + descr + "' is unknown");
        }
        char order = descr.charAt(0);
        boolean named = "<>|=".indexOf(order) >= 0;
        String rest = named ? descr.substring(1) : descr;
        char kind = rest.charAt(0);
        if (kind == 'O') {
            throw new IllegalArgumentException(
                    "an array of Python objects is a pickle in disguise, which is not read; save numbers or strings");
        }
        int size = size(descr, rest);
        if (kind == 'U' || kind == 'S' || kind == 'a') {
            char characters = kind == 'U' ? 'U' : 'S';
            int width = Math.multiplyExact(size, kind == 'U' ? 4 : 1);
            return new NpyType(DType.STRING, order == '>', width, Optional.of(characters));
        }
        DType dtype = number(kind, size)
                .orElseThrow(() -> new IllegalArgumentException("the dtype '" + descr + "' is not read"));
        return new NpyType(dtype, order == '>', size, Optional.empty());
    }

    private static int size(String descr, String rest) {
        // Times carry their unit: M8[D].
        int bracket = rest.indexOf('[');
        String digits = rest.substring(1, bracket < 0 ? rest.length() : bracket);
        if (digits.isEmpty() || digits.length() > 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("the dtype '" + descr + "' is unknown");
        }
        return Integer.parseInt(digits);
    }

    private static Optional<DType> number(char kind, int size) {
        return Optional.ofNullable(
                switch (kind + "" + size) {
                    case "b1", "?1" -> DType.BOOL;
                    case "u1" -> DType.U8;
                    case "u2" -> DType.U16;
                    case "u4" -> DType.U32;
                    case "u8" -> DType.U64;
                    case "i1" -> DType.I8;
                    case "i2" -> DType.I16;
                    case "i4" -> DType.I32;
                    case "i8", "M8", "m8" -> DType.I64;
                    case "f2" -> DType.F16;
                    case "f4" -> DType.F32;
                    case "f8" -> DType.F64;
                    case "c8" -> DType.C64;
                    case "c16" -> DType.C128;
                    default -> null;
                });
    }

    /** How NumPy names a dtype that it has. */
    static Optional<String> descr(DType dtype) {
        return Optional.ofNullable(
                switch (dtype) {
                    case BOOL -> "|b1";
                    case U8 -> "|u1";
                    case I8 -> "|i1";
                    case U16 -> "<u2";
                    case I16 -> "<i2";
                    case U32 -> "<u4";
                    case I32 -> "<i4";
                    case U64 -> "<u8";
                    case I64 -> "<i8";
                    case F16 -> "<f2";
                    case F32 -> "<f4";
                    case F64 -> "<f8";
                    case C64 -> "<c8";
                    case C128 -> "<c16";
                    case BF16, F8_E4M3, F8_E5M2, STRING -> null;
                });
    }

    /** The small floats that NumPy does not have are kept as F32, exactly. */
    static DType keeps(DType dtype) {
        return dtype == DType.STRING || descr(dtype).isPresent() ? dtype : DType.F32;
    }
}
