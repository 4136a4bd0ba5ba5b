package dev.redkit.io;

import dev.redkit.failure.UsageError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as users write and read them: {@code 250ms}, {@code 1.5s}, {@code 1h30m}, {@code 7d}. A day has 24 hours. */
public final class Durations {
    private static final String WHAT = "a time";
    private static final String HINT = "write it as 250ms, 2s, 1h30m or 7d";
    private static final Pattern PART = Pattern.compile("\\G\\s*(\\d[\\d.]*\\s*[a-zA-Zµ]+)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L,
            "w", 604_800_000_000_000L);

    private record Unit(String name, long nanos) {}

    private static final List<Unit> LARGE = List.of(
            new Unit("d", 86_400_000_000_000L), new Unit("h", 3_600_000_000_000L), new Unit("m", 60_000_000_000L));
    private static final List<Unit> SMALL =
            List.of(new Unit("s", 1_000_000_000L), new Unit("ms", 1_000_000L), new Unit("us", 1_000L));

    private Durations() {}

    /**
     * A time of at least 0.
     *
     * @param plainUnit what a number without a unit counts
     */
    public static Duration parse(String text, ChronoUnit plainUnit) {
        String words = text.strip();
        if (!words.isEmpty() && words.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
            BigDecimal number = Quantity.parse(words, WHAT, HINT).number();
            return exact(
                    number.multiply(BigDecimal.valueOf(plainUnit.getDuration().toNanos())), text);
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher matcher = PART.matcher(words);
        int end = 0;
        while (matcher.find()) {
            Quantity quantity = part(matcher.group(1), text);
            sum = sum.add(quantity.number().multiply(BigDecimal.valueOf(NANOS.get(quantity.unit()))));
            end = matcher.end();
        }
        if (end == 0 || end != words.length()) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        return exact(sum, text);
    }

    private static Quantity part(String part, String text) {
        Quantity quantity;
        try {
            quantity = Quantity.parse(part, WHAT, HINT);
        } catch (UsageError e) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        if (!NANOS.containsKey(quantity.unit())) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        return quantity;
    }

    /** Some 292 years fit; more is a slip of the hand. */
    private static Duration exact(BigDecimal nanos, String text) {
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw Quantity.bad(text, "a time of less than 292 years", HINT);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    /** The two largest units of a long time, one unit of a short one: {@code 1h30m}, {@code 1.5s}, {@code 250ms}. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        // From the whole seconds on, rounded so that 59.999 s is 1m and not 60s.
        long seconds = duration.plusMillis(500).toSeconds();
        if (duration.toMillis() >= 59_995) {
            return parts(seconds);
        }
        long nanos = duration.toNanos();
        for (Unit unit : SMALL) {
            if (nanos >= unit.nanos - unit.nanos / 200_000) {
                return Quantity.brief((double) nanos / unit.nanos) + unit.name;
            }
        }
        return nanos == 0 ? "0s" : nanos + "ns";
    }

    private static String parts(long seconds) {
        long rest = seconds;
        StringBuilder text = new StringBuilder();
        int parts = 0;
        for (Unit unit : LARGE) {
            long length = unit.nanos / 1_000_000_000L;
            if (parts < 2 && rest >= length) {
                text.append(rest / length).append(unit.name);
                rest %= length;
                parts++;
            } else if (parts == 1) {
                parts++;
            }
        }
        return (parts < 2 && rest > 0 ? text.append(rest).append('s') : text).toString();
    }
}
