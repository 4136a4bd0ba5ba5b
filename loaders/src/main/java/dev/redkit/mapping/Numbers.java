package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;

/** Recognises numbers in bytes, without making an object of them. */
final class Numbers {
    static final int NONE = 0;
    static final int PLAIN = 1;
    static final int EXPONENT = 2;

    private Numbers() {}

    /** Whether it is a decimal number, and has an exponent: {@link #PLAIN}, {@link #EXPONENT} or {@link #NONE}. */
    static int decimal(Slice value) {
        byte[] array = value.array;
        int end = value.offset + value.length;
        int at = value.offset;
        if (at < end && (array[at] == '-' || array[at] == '+')) {
            at++;
        }
        int whole = digits(array, at, end);
        at += whole;
        int fraction = 0;
        if (at < end && array[at] == '.') {
            fraction = digits(array, at + 1, end);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return NONE;
        }
        if (at == end) {
            return PLAIN;
        }
        return isExponent(array, at, end) ? EXPONENT : NONE;
    }

    private static boolean isExponent(byte[] array, int start, int end) {
        if (array[start] != 'e' && array[start] != 'E') {
            return false;
        }
        int at = start + 1;
        if (at < end && (array[at] == '-' || array[at] == '+')) {
            at++;
        }
        int count = digits(array, at, end);
        return count > 0 && at + count == end;
    }

    private static int digits(byte[] array, int start, int end) {
        int at = start;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            at++;
        }
        return at - start;
    }

    static boolean isInfinity(Slice value) {
        if (value.length < 3 || value.length > 9) {
            return false;
        }
        String text = new String(value.array, value.offset, value.length, StandardCharsets.ISO_8859_1);
        String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity");
    }

    /** Whether it is a whole number as short as it can be written: no plus, no leading zero, no {@code -0}. */
    static boolean isPlainInteger(Slice value) {
        int end = value.offset + value.length;
        boolean negative = value.length > 0 && value.array[value.offset] == '-';
        int first = negative ? value.offset + 1 : value.offset;
        int count = digits(value.array, first, end);
        if (count == 0 || first + count != end) {
            return false;
        }
        return value.array[first] != '0' || (count == 1 && !negative);
    }

    /** Whether JSON has it as a number, as it stands. */
    static boolean isJson(Slice value) {
        if (decimal(value) == NONE || value.array[value.offset] == '+') {
            return false;
        }
        int end = value.offset + value.length;
        int first = value.array[value.offset] == '-' ? value.offset + 1 : value.offset;
        int whole = digits(value.array, first, end);
        if (whole == 0 || (whole > 1 && value.array[first] == '0')) {
            return false;
        }
        int point = first + whole;
        return point == end || value.array[point] != '.' || digits(value.array, point + 1, end) > 0;
    }

    /** Drops white space, a plus, leading zeros and the sign of zero; false if it is no whole number. */
    static boolean normaliseInteger(Slice value) {
        value.trim();
        int end = value.offset + value.length;
        boolean negative = value.length > 0 && value.array[value.offset] == '-';
        boolean signed = negative || (value.length > 0 && value.array[value.offset] == '+');
        int first = signed ? value.offset + 1 : value.offset;
        int count = digits(value.array, first, end);
        if (count == 0 || first + count != end) {
            return false;
        }
        int zeros = leadingZeros(value.array, first, count);
        keep(value, negative && value.array[first + zeros] != '0', first + zeros, count - zeros);
        return true;
    }

    /** How many zeros may go in front of so many digits: one digit stays. */
    private static int leadingZeros(byte[] array, int first, int count) {
        int zeros = 0;
        while (zeros < count - 1 && array[first + zeros] == '0') {
            zeros++;
        }
        return zeros;
    }

    /** Keeps some bytes, with a minus in front; makes a copy only where the minus does not stand there already. */
    private static void keep(Slice value, boolean negative, int offset, int length) {
        if (!negative) {
            value.set(value.array, offset, length);
        } else if (value.array[offset - 1] == '-') {
            value.set(value.array, offset - 1, length + 1);
        } else {
            byte[] copy = new byte[length + 1];
            copy[0] = '-';
            System.arraycopy(value.array, offset, copy, 1, length);
            value.set(copy);
        }
    }

    /**
     * Writes a number as JSON has it, its digits kept: without white space, a plus and leading zeros, with digits on both
     * sides of a point; infinities and what is not a number as {@code inf}, {@code -inf}, {@code nan}. False if it is none.
     */
    static boolean normaliseDecimal(Slice value) {
        value.trim();
        if (decimal(value) == NONE) {
            return special(value);
        }
        if (isJson(value)) {
            return true;
        }
        String text = new String(value.array, value.offset, value.length, StandardCharsets.ISO_8859_1);
        boolean negative = text.startsWith("-");
        String bare = negative || text.startsWith("+") ? text.substring(1) : text;
        bare = bare.replaceFirst("^0+(?=\\d)", "").replaceFirst("^\\.", "0.").replaceFirst("\\.(?=$|[eE])", "");
        value.set(negative ? "-" + bare : bare);
        return true;
    }

    private static boolean special(Slice value) {
        if (isInfinity(value)) {
            value.set(value.array[value.offset] == '-' ? "-inf" : "inf");
            return true;
        }
        if (value.length == 3 && value.text().equalsIgnoreCase("nan")) {
            value.set("nan");
            return true;
        }
        return false;
    }
}
