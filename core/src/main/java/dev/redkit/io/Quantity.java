package dev.redkit.io;

import dev.redkit.failure.UsageError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number and the letters after it, which sizes, times and rates are made of. */
record Quantity(BigDecimal number, String unit) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,25}(?:\\.\\d{1,25})?)\\s*([a-zA-Zµ]*)");

    static Quantity parse(String text, String what, String hint) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw bad(text, what, hint);
        }
        return new Quantity(new BigDecimal(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT));
    }

    static UsageError bad(String text, String what, String hint) {
        return new UsageError("'" + text + "' is not " + what, hint);
    }

    /** Up to two decimals, and none that say nothing. */
    static String brief(double value) {
        return BigDecimal.valueOf(value)
                .setScale(value >= 100 ? 0 : value >= 10 ? 1 : 2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
