package dev.redkit.rdb;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Scores as text, as servers store them in listpacks: with 17 digits before Redis 7.2, then with as many as are needed. */
final class ScoreText {
    private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);
    /** Up to here a server takes the way of integers. */
    private static final double WHOLE = 0x1p62;

    private ScoreText() {}

    /** Whether a server stores this score as an integer; then it is {@code (long) score}. */
    static boolean isWhole(double score) {
        return score >= -WHOLE && score <= WHOLE && (long) score == score;
    }

    static byte[] of(double score, WriteVersion version) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score is not a number");
        }
        String text = Double.isInfinite(score)
                ? score > 0 ? "inf" : "-inf"
                : version.hasSevenTwo() ? shortest(score) : seventeen(score);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** C's {@code %.17g}. */
    private static String seventeen(double score) {
        BigDecimal rounded = new BigDecimal(Math.abs(score)).round(SEVENTEEN).stripTrailingZeros();
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        StringBuilder text = new StringBuilder(32).append(score < 0 ? "-" : "");
        if (exponent < -4 || exponent >= 17) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "");
            return text.append(Math.abs(exponent)).toString();
        }
        if (exponent < 0) {
            return text.append("0.")
                    .append("0".repeat(-exponent - 1))
                    .append(digits)
                    .toString();
        }
        if (digits.length() <= exponent + 1) {
            return text.append(digits)
                    .append("0".repeat(exponent + 1 - digits.length()))
                    .toString();
        }
        return text.append(digits, 0, exponent + 1)
                .append('.')
                .append(digits, exponent + 1, digits.length())
                .toString();
    }

    private static String shortest(double score) {
        Grisu grisu = new Grisu();
        grisu.print(Math.abs(score));
        String digits = new String(grisu.digits, 0, grisu.count, StandardCharsets.US_ASCII);
        return plainOrScientific(score < 0, digits, grisu.power);
    }

    /** The layout of the servers' own printer: digits and the power of ten of the last one. */
    private static String plainOrScientific(boolean negative, String digits, int power) {
        StringBuilder text = new StringBuilder(32).append(negative ? "-" : "");
        int exponent = power + digits.length() - 1;
        int magnitude = Math.abs(exponent);
        if (power >= 0 && magnitude < digits.length() + 7) {
            return text.append(digits).append("0".repeat(power)).toString();
        }
        if (power < 0 && (power > -7 || magnitude < 4)) {
            int whole = digits.length() + power;
            return whole <= 0
                    ? text.append("0.")
                            .append("0".repeat(-whole))
                            .append(digits)
                            .toString()
                    : text.append(digits, 0, whole)
                            .append('.')
                            .append(digits, whole, digits.length())
                            .toString();
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, Math.min(digits.length(), negative ? 17 : 18));
        }
        return text.append(exponent < 0 ? "e-" : "e+").append(magnitude).toString();
    }
}
