package dev.redkit.commands;

import dev.redkit.failure.UsageError;
import java.time.Duration;

/** Times as people write them: {@code 250ms}, {@code 1.5s}, {@code 1h30m}. */
public final class Durations {
    private Durations() {}

    /** Reads a time; a bare number is seconds. {@code what} names the option in a complaint. */
    public static Duration parse(String text, String what) {
        Duration total = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && (Character.isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
                unit++;
            }
            int next = unit;
            while (next < text.length() && Character.isLetter(text.charAt(next))) {
                next++;
            }
            boolean bare = unit == next && at == 0 && unit == text.length();
            if (unit == at || (unit == next && !bare)) {
                throw complaint(text, what);
            }
            total = total.plus(part(text.substring(at, unit), bare ? "s" : text.substring(unit, next), text, what));
            at = next;
        }
        if (text.isEmpty()) {
            throw complaint(text, what);
        }
        return total;
    }

    private static Duration part(String number, String unit, String whole, String what) {
        double nanos = switch (unit) {
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m", "min" -> 60e9;
            case "h" -> 3600e9;
            case "d" -> 86400e9;
            case "w" -> 604800e9;
            default -> throw complaint(whole, what);
        };
        double product;
        try {
            product = Double.parseDouble(number) * nanos;
        } catch (NumberFormatException e) {
            throw complaint(whole, what);
        }
        if (product > 9e18) {
            throw new UsageError(what + ": '" + whole + "' is more than 290 years");
        }
        return Duration.ofNanos((long) product);
    }

    private static UsageError complaint(String text, String what) {
        return new UsageError(what + ": '" + text + "' is not a time", "write it like 250ms, 30s, 1h30m or 2d");
    }

    /** A short form for people: {@code 1h 30m}, {@code 12s}, {@code 250ms}. */
    public static String text(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + "s";
        } else if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        } else if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }
}
