package dev.redkit.page;

import java.util.Locale;

/** Numbers as people read them. The page's script has the same rules, for axes and what floats beside the pointer. */
public final class Numbers {
    private Numbers() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
    }

    public static String nanos(double nanos) {
        double size = Math.abs(nanos);
        if (size < 1_000) {
            return digits(nanos) + " ns";
        }
        if (size < 1e6) {
            return digits(nanos / 1e3) + " µs";
        }
        return size < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    /** Three digits, and none that say nothing. */
    private static String digits(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 100) {
            return String.valueOf(Math.round(value));
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
