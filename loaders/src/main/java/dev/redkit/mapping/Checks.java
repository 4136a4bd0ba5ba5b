package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;

/** What an argument must be for the server to take it. */
enum Checks {
    NONE("anything"),
    SCORE("a number"),
    LONGITUDE("a longitude from -180 to 180"),
    LATITUDE("a latitude from -85.05112878 to 85.05112878"),
    OFFSET("a whole number from 0 to 4294967295"),
    BIT("0 or 1"),
    AMOUNT("a whole number of 64 bits"),
    DOCUMENT("JSON");

    private static final double MAX_LATITUDE = 85.05112878;

    private final String what;

    Checks(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    /** Whether the value is so; white space around numbers is dropped. */
    boolean accepts(Slice value) {
        if (this == DOCUMENT) {
            return ValueText.isJson(value);
        }
        value.trim();
        return switch (this) {
            case SCORE -> isScore(value);
            case LONGITUDE -> isWithin(value, 180);
            case LATITUDE -> isWithin(value, MAX_LATITUDE);
            case OFFSET -> isOffset(value);
            case BIT -> value.length == 1 && (value.array[value.offset] == '0' || value.array[value.offset] == '1');
            case AMOUNT -> isLong(value);
            default -> true;
        };
    }

    /** What the server reads as a double, but for its hexadecimal ones: a decimal number, or an infinity. */
    static boolean isScore(Slice value) {
        int exponent = Numbers.decimal(value);
        if (exponent == Numbers.PLAIN) {
            return value.length <= 300 || isFinite(value);
        }
        if (exponent == Numbers.EXPONENT) {
            return isFinite(value);
        }
        return Numbers.isInfinity(value);
    }

    private static boolean isFinite(Slice value) {
        return Double.isFinite(Double.parseDouble(ascii(value)));
    }

    private static boolean isWithin(Slice value, double limit) {
        return Numbers.decimal(value) != Numbers.NONE && Math.abs(Double.parseDouble(ascii(value))) <= limit;
    }

    private static boolean isOffset(Slice value) {
        if (value.isEmpty() || value.length > 10) {
            return false;
        }
        long number = 0;
        for (int i = 0; i < value.length; i++) {
            byte c = value.array[value.offset + i];
            if (c < '0' || c > '9') {
                return false;
            }
            number = 10 * number + c - '0';
        }
        return number <= 0xffff_ffffL && (value.length == 1 || value.array[value.offset] != '0');
    }

    /** A whole number as the server takes it: no plus, no leading zeros, no more than 64 bits. */
    static boolean isLong(Slice value) {
        if (!Numbers.isPlainInteger(value)) {
            return false;
        }
        if (value.length < 19) {
            return true;
        }
        try {
            Long.parseLong(ascii(value));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** {@code *}, {@code 123}, {@code 123-4} or {@code 123-*}; both halves are unsigned. */
    static boolean isStreamId(Slice id) {
        if (id.length == 1 && id.array[id.offset] == '*') {
            return true;
        }
        String text = ascii(id);
        int dash = text.indexOf('-');
        String millis = dash < 0 ? text : text.substring(0, dash);
        String sequence = dash < 0 ? "0" : text.substring(dash + 1);
        return isUnsigned(millis)
                && (sequence.equals("*") || isUnsigned(sequence))
                && !(millis.matches("0+") && dash >= 0 && sequence.matches("0+"))
                && !(dash < 0 && millis.matches("0+"));
    }

    private static boolean isUnsigned(String text) {
        if (text.isEmpty() || text.length() > 20 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        try {
            Long.parseUnsignedLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String ascii(Slice value) {
        return new String(value.array, value.offset, value.length, StandardCharsets.ISO_8859_1);
    }
}
