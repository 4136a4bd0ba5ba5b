package dev.redkit.io;

import java.math.BigDecimal;

/**
 * Numbers of bytes as users write and read them. The units are those of redis.conf, so that a line of it means the same
 * here: {@code k m g t} count in thousands, {@code kb mb gb tb} (and {@code kib mib gib tib}) in 1024s.
 */
public final class ByteSizes {
    private static final String WHAT = "a size";
    private static final String HINT = "write it as 4096, 64kb, 10mb or 1.5gb";
    private static final String PREFIXES = "kmgtp";

    private ByteSizes() {}

    public static long parse(String text) {
        Quantity quantity = Quantity.parse(text, WHAT, HINT);
        BigDecimal bytes = quantity.number().multiply(factor(quantity.unit(), text));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw Quantity.bad(text, "a size that fits 64 bits", HINT);
        }
        return bytes.longValue();
    }

    private static BigDecimal factor(String unit, String text) {
        if (unit.isEmpty() || unit.equals("b")) {
            return BigDecimal.ONE;
        }
        int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
        String rest = unit.substring(1);
        if (power == 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
            throw Quantity.bad(text, WHAT, HINT);
        }
        return BigDecimal.valueOf(rest.isEmpty() ? 1000 : 1024).pow(power);
    }

    /** {@code 512 B}, {@code 1.5 KiB}, {@code 10 MiB}: what {@link #parse} reads back, but for the rounding. */
    public static String format(long bytes) {
        if (bytes < 0) {
            return bytes == Long.MIN_VALUE ? "-8192 PiB" : "-" + format(-bytes);
        }
        double value = bytes;
        int power = 0;
        while (value >= 1023.995 && power < PREFIXES.length()) {
            value /= 1024;
            power++;
        }
        return power == 0
                ? bytes + " B"
                : Quantity.brief(value) + " " + Character.toUpperCase(PREFIXES.charAt(power - 1)) + "iB";
    }
}
