package dev.redkit.grouping;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as servers read them from the arguments of commands. */
final class NumberText {
    private static final int MOST_DIGITS = 15;
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,18})");

    private NumberText() {}

    /** A decimal number or an infinity; NaN for anything else. */
    static double decimal(byte[] array, int offset, int length) {
        double plain = plain(array, offset, length);
        return Double.isNaN(plain) ? any(text(array, offset, length)) : plain;
    }

    /** The common case without an object: few digits, perhaps a point. Both steps are exact but the one division. */
    private static double plain(byte[] array, int offset, int length) {
        int at = offset;
        int end = offset + length;
        boolean negative = length > 0 && array[at] == '-';
        at += negative ? 1 : 0;
        if (at == end || end - at > MOST_DIGITS) {
            return Double.NaN;
        }
        long digits = 0;
        int fraction = -1;
        for (; at < end; at++) {
            int digit = array[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (array[at] == '.' && fraction < 0 && end - offset > 2) {
                fraction = 0;
            } else {
                return Double.NaN;
            }
        }
        double value = digits / TENS[Math.max(0, fraction)];
        return negative ? -value : value;
    }

    private static double any(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    static OptionalDouble finite(byte[] array, int offset, int length) {
        double value = decimal(array, offset, length);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    static OptionalLong integer(byte[] array, int offset, int length) {
        String text = text(array, offset, length);
        if (!INTEGER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static String text(byte[] array, int offset, int length) {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
