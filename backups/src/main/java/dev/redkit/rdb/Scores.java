package dev.redkit.rdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The scores of sorted sets as text, which C writes: digits, or {@code inf} and {@code -inf}, which Java cannot parse. */
final class Scores {
    private static final int EXACT_DIGITS = 15;
    /** As many as a long can hold. */
    private static final int MOST_DIGITS = 18;

    private static final double TOLERANCE = 1e-13;
    private static final double[] POWERS = powers();

    private Scores() {}

    /**
     * The double that is nearest to the text.
     *
     * @param place where that is, for the message
     */
    static double parse(byte[] bytes, int offset, int length, int place) {
        return parse(bytes, offset, length, place, EXACT_DIGITS);
    }

    /** A double that is off by a few units in the last place, where only its size matters: ten times as fast. */
    static double near(byte[] bytes, int offset, int length, int place) {
        return parse(bytes, offset, length, place, MOST_DIGITS);
    }

    /** Whether one score is before another, as far as {@link #near} can tell. */
    static boolean clearlyBefore(double one, double other) {
        return one < other && !(other - one <= Math.abs(other) * TOLERANCE);
    }

    private static double parse(byte[] bytes, int offset, int length, int place, int mostDigits) {
        int at = offset;
        int end = offset + length;
        boolean negative = at < end && bytes[at] == '-';
        at += negative ? 1 : 0;
        long digits = 0;
        int seen = 0;
        int point = -1;
        for (; at < end && seen <= mostDigits; at++) {
            int c = bytes[at];
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
                seen++;
            } else if (c == '.' && point < 0) {
                point = at;
            } else {
                break;
            }
        }
        if (at < end || seen == 0 || seen > mostDigits) {
            return unusual(new String(bytes, offset, length, StandardCharsets.ISO_8859_1), place);
        }
        // Up to 15 digits both are exact as doubles, so their quotient is the double nearest to the text.
        double value = point < 0 ? digits : digits / POWERS[end - 1 - point];
        return negative ? -value : value;
    }

    private static double unusual(String text, int place) {
        if (text.equals("inf") || text.equals("+inf") || text.equals("-inf")) {
            return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        // Java takes spaces, hexadecimal and type suffixes too.
        if (!text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw new Malformed("a sorted set has a score that is no number", place);
    }

    private static double[] powers() {
        double[] powers = new double[MOST_DIGITS + 1];
        Arrays.setAll(powers, i -> Double.parseDouble("1e" + i));
        return powers;
    }
}
