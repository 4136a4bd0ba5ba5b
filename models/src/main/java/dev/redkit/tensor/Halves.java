package dev.redkit.tensor;

/** Floating-point numbers of 16 and 8 bits, as {@code float}s, which hold each of them exactly. */
public final class Halves {
    private Halves() {}

    /** IEEE binary16: 1 sign, 5 exponent, 10 fraction bits. */
    public static float ofF16(int bits) {
        return small(bits & 0x8000, (bits >> 10) & 0x1f, (bits & 0x3ff) << 13);
    }

    /** The upper half of a float. */
    public static float ofBf16(int bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** 1 sign, 5 exponent, 2 fraction bits, with infinities. */
    public static float ofF8E5m2(int bits) {
        return small((bits & 0x80) << 8, (bits >> 2) & 0x1f, (bits & 3) << 21);
    }

    /** 1 sign, 4 exponent, 3 fraction bits; no infinity, and only the largest pattern is no number. */
    public static float ofF8E4m3(int bits) {
        if ((bits & 0x7f) == 0x7f) {
            return Float.NaN;
        }
        int exponent = (bits >> 3) & 0xf;
        return exponent == 0
                ? signed(bits & 0x80, (bits & 7) * 0x1p-9f)
                : Float.intBitsToFloat(((bits & 0x80) << 24) | ((exponent - 7 + 127) << 23) | ((bits & 7) << 20));
    }

    private static float small(int sign, int exponent, int fraction) {
        int high = sign << 16;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(high | 0x7f800000 | fraction);
        }
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-37f;
            return signed(sign, subnormal);
        }
        return Float.intBitsToFloat(high | ((exponent + 127 - 15) << 23) | fraction);
    }

    private static float signed(int sign, float value) {
        return sign == 0 ? value : -value;
    }
}
