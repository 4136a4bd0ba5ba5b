package dev.redkit.io;

import dev.redkit.failure.UsageError;
import java.math.BigDecimal;
import java.util.Map;

/** How often something happens, as users write and read it: {@code 100/s}, {@code 5k/s}, {@code 90/m}. */
public final class Rates {
    private static final String WHAT = "a rate";
    private static final String HINT = "write it as 100/s, 5k/s or 1.5m/s";
    private static final Map<String, Integer> FACTORS = Map.of("", 1, "k", 1_000, "m", 1_000_000, "g", 1_000_000_000);
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "sec", 1, "m", 60, "min", 60, "h", 3_600);

    private Rates() {}

    /** Times per second; a number without a unit is that already. More than 0. */
    public static double parse(String text) {
        int slash = text.indexOf('/');
        String count = slash < 0 ? text : text.substring(0, slash);
        Integer seconds = slash < 0
                ? Integer.valueOf(1)
                : SECONDS.get(text.substring(slash + 1).strip());
        if (seconds == null || count.isBlank()) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        Quantity quantity = quantity(count, text);
        double rate = quantity.number()
                        .multiply(BigDecimal.valueOf(FACTORS.get(quantity.unit())))
                        .doubleValue()
                / seconds;
        if (rate <= 0) {
            throw Quantity.bad(text, "a rate above 0", HINT);
        }
        return rate;
    }

    private static Quantity quantity(String count, String text) {
        try {
            Quantity quantity = Quantity.parse(count, WHAT, HINT);
            if (FACTORS.containsKey(quantity.unit())) {
                return quantity;
            }
        } catch (UsageError e) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        throw Quantity.bad(text, WHAT, HINT);
    }

    /** {@code 5k/s}, {@code 1.25m/s}: what {@link #parse} reads back, but for the rounding. */
    public static String format(double perSecond) {
        if (perSecond >= 999_500) {
            return Quantity.brief(perSecond / 1_000_000) + "m/s";
        }
        return perSecond >= 999.5 ? Quantity.brief(perSecond / 1_000) + "k/s" : Quantity.brief(perSecond) + "/s";
    }
}
