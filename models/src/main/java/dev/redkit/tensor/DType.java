package dev.redkit.tensor;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the elements of a tensor are, in the words of safetensors, with complex numbers of 128 bits and strings added.
 * An element of {@link #STRING} is a length of four bytes and that many bytes of UTF-8.
 */
public enum DType {
    BOOL(1, "?"),
    U8(1, "B"),
    I8(1, "b"),
    U16(2, "<H"),
    I16(2, "<h"),
    U32(4, "<I"),
    I32(4, "<i"),
    U64(8, "<Q"),
    I64(8, "<q"),
    F8_E4M3(1, "B"),
    F8_E5M2(1, "B"),
    F16(2, "<e"),
    BF16(2, "<H"),
    F32(4, "<f"),
    F64(8, "<d"),
    C64(8, "<Zf"),
    C128(16, "<Zd"),
    STRING(0, "O");

    private static final Map<String, DType> BY_WORD = new HashMap<>();

    static {
        for (DType dtype : values()) {
            BY_WORD.put(dtype.name(), dtype);
        }
    }

    private final int bytes;
    private final String bufferFormat;

    DType(int bytes, String bufferFormat) {
        this.bytes = bytes;
        this.bufferFormat = bufferFormat;
    }

    /** The bytes of an element; 0 for strings, which have no fixed size. */
    public int bytes() {
        return bytes;
    }

    /** The format of PEP 3118, as Cython and Numba name what they take. */
    public String bufferFormat() {
        return bufferFormat;
    }

    /** The bytes of one number: half an element, when that is complex. */
    public int numberBytes() {
        return isComplex() ? bytes / 2 : bytes;
    }

    public boolean isFloat() {
        return switch (this) {
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> true;
            default -> false;
        };
    }

    public boolean isComplex() {
        return this == C64 || this == C128;
    }

    /** Whole numbers, signed or not; truth values are none. */
    public boolean isInteger() {
        return switch (this) {
            case U8, I8, U16, I16, U32, I32, U64, I64 -> true;
            default -> false;
        };
    }

    /** The next number of a little-endian buffer; of an element that is complex, one of its two. */
    public double next(ByteBuffer buffer) {
        return switch (this) {
            case BOOL, U8 -> buffer.get() & 0xff;
            case I8 -> buffer.get();
            case U16 -> buffer.getShort() & 0xffff;
            case I16 -> buffer.getShort();
            case U32 -> Integer.toUnsignedLong(buffer.getInt());
            case I32 -> buffer.getInt();
            case U64 -> unsigned(buffer.getLong());
            case I64 -> buffer.getLong();
            case F8_E4M3 -> Halves.ofF8E4m3(buffer.get() & 0xff);
            case F8_E5M2 -> Halves.ofF8E5m2(buffer.get() & 0xff);
            case F16 -> Halves.ofF16(buffer.getShort() & 0xffff);
            case BF16 -> Halves.ofBf16(buffer.getShort() & 0xffff);
            case F32, C64 -> buffer.getFloat();
            case F64, C128 -> buffer.getDouble();
            case STRING -> throw new IllegalStateException("a string is no number");
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    /** The dtype of a word like {@code F32}; small letters are as good. */
    public static Optional<DType> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word.toUpperCase(Locale.ROOT)));
    }
}
