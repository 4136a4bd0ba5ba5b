package dev.redkit.rdb;

import java.math.BigInteger;

/**
 * Prints doubles with Grisu2 (Florian Loitsch, "Printing floating-point numbers quickly and accurately with integers",
 * 2010), which is what servers print scores with since Redis 7.2. Its digits always read back as the same double, and in
 * all but one of a thousand cases no fewer would. To store the very same text as a server, the rare others must be had
 * as well, so a printer that is always right would be wrong here.
 */
final class Grisu {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN = 1L << FRACTION_BITS;
    private static final int BIAS = 1023 + FRACTION_BITS;

    /** Powers of ten are known in steps of so many, from the smallest. */
    private static final int STEP = 8;

    private static final int SMALLEST = -348;
    private static final int POWERS = 87;
    private static final double LOG10_OF_2 = 0.30102999566398114;
    /** The exponents between which a scaled number can be cut into 32 bits before and the rest after its point. */
    private static final int LEAST_EXPONENT = -60;

    private static final int GREATEST_EXPONENT = -32;

    private static final long[] FRACTIONS = new long[POWERS];
    private static final int[] EXPONENTS = new int[POWERS];
    private static final long[] TENS = tens();

    static {
        for (int i = 0; i < POWERS; i++) {
            power(i);
        }
    }

    /** The digits that were found, and how many. */
    final byte[] digits = new byte[18];

    int count;
    /** The power of ten that the last digit stands for. */
    int power;

    /** Finds the digits of a number that is positive and finite. */
    void print(double number) {
        long bits = Double.doubleToRawLongBits(number);
        long fraction = bits & (HIDDEN - 1);
        int exponent = (int) (bits >>> FRACTION_BITS);
        if (exponent == 0) {
            exponent = 1 - BIAS;
        } else {
            fraction |= HIDDEN;
            exponent -= BIAS;
        }
        // Half way to the next double, and half way to the one before, at the exponent of the former.
        long upper = (fraction << 1) + 1;
        int shift = Long.numberOfLeadingZeros(upper);
        int upperExponent = exponent - 1 - shift;
        upper <<= shift;
        int nearer = fraction == HIDDEN ? 2 : 1;
        long lower = ((fraction << nearer) - 1) << (exponent - nearer - upperExponent);
        int leading = Long.numberOfLeadingZeros(fraction);

        int scale = scale(upperExponent);
        power = -(SMALLEST + scale * STEP);
        long scaledUpper = product(upper, FRACTIONS[scale]) - 1;
        long scaledLower = product(lower, FRACTIONS[scale]) + 1;
        long scaled = product(fraction << leading, FRACTIONS[scale]);
        cut(scaled, scaledUpper, scaledUpper - scaledLower, -(upperExponent + EXPONENTS[scale] + Long.SIZE));
    }

    /** Which power of ten brings a number of this exponent into the range that can be cut. */
    private static int scale(int exponent) {
        int approximate = (int) (-(exponent + POWERS) * LOG10_OF_2);
        int at = (approximate - SMALLEST) / STEP;
        while (true) {
            int scaled = exponent + EXPONENTS[at] + Long.SIZE;
            if (scaled < LEAST_EXPONENT) {
                at++;
            } else if (scaled > GREATEST_EXPONENT) {
                at--;
            } else {
                return at;
            }
        }
    }

    /** Digits of {@code upper} until what is left of it is less than {@code delta}. The point is before bit {@code point}. */
    private void cut(long number, long upper, long delta, int point) {
        long distance = upper - number;
        long mask = (1L << point) - 1;
        long whole = upper >>> point;
        long part = upper & mask;
        count = 0;
        for (int place = 9; place >= 0; place--) {
            digit(whole / TENS[place]);
            whole %= TENS[place];
            long rest = (whole << point) + part;
            if (Long.compareUnsigned(rest, delta) <= 0) {
                power += place;
                approach(delta, rest, TENS[place] << point, distance);
                return;
            }
        }
        long left = delta;
        for (int place = 1; ; place++) {
            part *= 10;
            left *= 10;
            digit(part >>> point);
            part &= mask;
            if (Long.compareUnsigned(part, left) < 0) {
                power -= place;
                approach(left, part, 1L << point, distance * TENS[place]);
                return;
            }
        }
    }

    private void digit(long value) {
        if (value != 0 || count > 0) {
            digits[count++] = (byte) ('0' + value);
        }
    }

    /** Lowers the last digit as long as that comes nearer to the number and stays within {@code delta}. */
    private void approach(long delta, long start, long unit, long distance) {
        long rest = start;
        while (Long.compareUnsigned(rest, distance) < 0
                && Long.compareUnsigned(delta - rest, unit) >= 0
                && (Long.compareUnsigned(rest + unit, distance) < 0
                        || Long.compareUnsigned(distance - rest, rest + unit - distance) > 0)) {
            digits[count - 1]--;
            rest += unit;
        }
    }

    /** The upper half of the product of two unsigned numbers, rounded. */
    private static long product(long a, long b) {
        long low = 0xffff_ffffL;
        long middle = (a >>> 32) * (b & low);
        long otherMiddle = (a & low) * (b >>> 32);
        long carried = (middle & low) + (otherMiddle & low) + (((a & low) * (b & low)) >>> 32) + (1L << 31);
        return (a >>> 32) * (b >>> 32) + (middle >>> 32) + (otherMiddle >>> 32) + (carried >>> 32);
    }

    /** A power of ten as 64 bits, rounded, and the exponent of two that they are multiplied with. */
    private static void power(int index) {
        int ten = SMALLEST + index * STEP;
        BigInteger power = BigInteger.TEN.pow(Math.abs(ten));
        int extra = 2 * Long.SIZE + power.bitLength();
        BigInteger scaled = ten >= 0
                ? power.shiftLeft(extra)
                : BigInteger.ONE.shiftLeft(2 * extra).divide(power);
        int scaledBy = ten >= 0 ? extra : 2 * extra;
        int cutOff = scaled.bitLength() - Long.SIZE;
        BigInteger half = BigInteger.ONE.shiftLeft(cutOff - 1);
        FRACTIONS[index] = scaled.add(half).shiftRight(cutOff).longValue();
        EXPONENTS[index] = cutOff - scaledBy;
    }

    private static long[] tens() {
        long[] tens = new long[19];
        tens[0] = 1;
        for (int i = 1; i < tens.length; i++) {
            tens[i] = tens[i - 1] * 10;
        }
        return tens;
    }
}
