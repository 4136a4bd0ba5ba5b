package dev.redkit.bench.workload;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers from which keys are made, and how often each is drawn.
 *
 * @param shape the distribution
 * @param count how many keys there are
 * @param first the distribution's first parameter; see {@link Shape}
 * @param second its second parameter
 */
public record KeySpace(Shape shape, long count, double first, double second) {
    /** The largest number of keys: as many as twelve digits can name. */
    public static final long MOST = 999_999_999_999L;

    /** How keys are drawn. */
    public enum Shape {
        /** Every key as often. */
        UNIFORM(0, 0),
        /** One after the other, from the first again after the last. */
        SEQUENTIAL(0, 0),
        /** The n-th key 1/n^first as often as the first. */
        ZIPF(0.99, 0),
        /** Around the middle; the standard deviation is {@code first} of the whole. */
        GAUSSIAN(0.1, 0),
        /** As ZIPF, counted back from the key that was made last ({@code {newkey}}). */
        LATEST(0.99, 0),
        /** {@code second} percent of the requests go to {@code first} percent of the keys. */
        HOTSPOT(20, 80);

        private final double first;
        private final double second;

        Shape(double first, double second) {
            this.first = first;
            this.second = second;
        }
    }

    private static final Map<Character, Long> FACTORS = Map.of('k', 1_000L, 'm', 1_000_000L, 'g', 1_000_000_000L);

    public KeySpace {
        if (count < 1 || count > MOST) {
            throw new UsageError("a key space of " + count + " keys is not between 1 and " + MOST);
        }
        boolean sane = switch (shape) {
            case UNIFORM, SEQUENTIAL -> true;
            case ZIPF, LATEST -> first > 0 && first <= 10;
            case GAUSSIAN -> first > 0 && first <= 1;
            case HOTSPOT -> first > 0 && first <= 100 && second >= 0 && second <= 100;
        };
        if (!sane) {
            throw new UsageError(
                    "parameters of " + shape.name().toLowerCase(Locale.ROOT) + " out of range",
                    "zipf 1M 0.99, latest 1M 0.99, gaussian 1M 0.1, hotspot 1M 20 80");
        }
    }

    public static KeySpace uniform(long count) {
        return new KeySpace(Shape.UNIFORM, count, 0, 0);
    }

    /** The same keys, one after the other. */
    public KeySpace inTurn() {
        return new KeySpace(Shape.SEQUENTIAL, count, 0, 0);
    }

    /** {@code zipf 1M 0.99}, {@code sequential 10k}, or only a number of keys. */
    public static KeySpace parse(String text) {
        List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+", -1)));
        Shape shape = Shape.UNIFORM;
        if (!words.get(0).isEmpty() && !Character.isDigit(words.get(0).charAt(0))) {
            shape = shape(words.remove(0));
        }
        if (words.isEmpty() || words.size() > 3) {
            throw new UsageError(
                    "'" + text + "' is not a key space", "write it as 'uniform 1M', 'zipf 1M 0.99', 'sequential 10k'");
        }
        double first = words.size() > 1 ? number(words.get(1)) : shape.first;
        double second = words.size() > 2 ? number(words.get(2)) : shape.second;
        return new KeySpace(shape, count(words.get(0)), first, second);
    }

    private static Shape shape(String word) {
        for (Shape shape : Shape.values()) {
            if (shape.name().equalsIgnoreCase(word)) {
                return shape;
            }
        }
        throw new UsageError(
                "'" + word + "' is not a distribution of keys",
                "there are uniform, sequential, zipf, gaussian, latest and hotspot");
    }

    private static double number(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new UsageError("'" + word + "' is not a number", null, e);
        }
    }

    /** A count as {@code 500}, {@code 10k}, {@code 1M}. */
    public static long count(String word) {
        long factor = 1;
        String digits = word;
        if (!word.isEmpty()) {
            Long unit = FACTORS.get(Character.toLowerCase(word.charAt(word.length() - 1)));
            if (unit != null) {
                factor = unit;
                digits = word.substring(0, word.length() - 1);
            }
        }
        try {
            return Math.multiplyExact(Long.parseLong(digits), factor);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new UsageError("'" + word + "' is not a count", "write it as 500, 10k or 1M", e);
        }
    }

    @Override
    public String toString() {
        String text = shape.name().toLowerCase(Locale.ROOT) + " " + count;
        return switch (shape) {
            case UNIFORM, SEQUENTIAL -> text;
            case ZIPF, LATEST, GAUSSIAN -> text + " " + first;
            case HOTSPOT -> text + " " + first + " " + second;
        };
    }
}
