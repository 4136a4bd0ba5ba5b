package dev.redkit.format.text;

import java.util.regex.Pattern;

/** Numbers as people and {@code numpy.savetxt} write them. */
final class NumberText {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d{1,400}(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,5})?|[-+]?(nan|inf|NaN|Infinity)");
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");

    private NumberText() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text.strip()).matches();
    }

    static void add(String text, ArrayOfText array) {
        String number = text.strip();
        if (WHOLE.matcher(number).matches()) {
            array.number(Long.parseLong(number));
        } else {
            array.number(decimal(number));
        }
    }

    private static double decimal(String number) {
        if (number.endsWith("n") || number.endsWith("N")) {
            return Double.NaN;
        }
        if (number.endsWith("inf") || number.endsWith("y")) {
            return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(number);
    }
}
