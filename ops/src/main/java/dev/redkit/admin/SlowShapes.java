package dev.redkit.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Slow commands by their shape: the name, and the first key with what looks like an id left out, so that
 * {@code HGETALL user:17} and {@code HGETALL user:18} are one. So many shapes are kept apart; what is beyond counts as
 * one.
 */
public final class SlowShapes {
    private static final Pattern ID = Pattern.compile("\\b[0-9a-fA-F]{8}[0-9a-fA-F-]*\\b|\\d+");
    private static final int MOST = 10_000;
    private static final int LONGEST = 200;
    private static final String OTHERS = "(others)";

    private final ToIntFunction<byte[][]> keyOf;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /** Commands of one shape. */
    public static final class Shape {
        private final String text;
        private long count;
        private long total;
        private long most;
        private long lastTime;

        Shape(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        public long count() {
            return count;
        }

        public long totalMicros() {
            return total;
        }

        public long mostMicros() {
            return most;
        }

        /** Unix seconds. */
        public long lastTime() {
            return lastTime;
        }
    }

    /** @param keyOf the index of a command's first key, or something negative */
    public SlowShapes(ToIntFunction<byte[][]> keyOf) {
        this.keyOf = keyOf;
    }

    public void add(SlowEntry entry) {
        String text = shape(entry.args());
        Shape shape = shapes.get(text);
        if (shape == null) {
            shape = shapes.computeIfAbsent(shapes.size() < MOST ? text : OTHERS, Shape::new);
        }
        shape.count++;
        shape.total += entry.micros();
        shape.most = Math.max(shape.most, entry.micros());
        shape.lastTime = Math.max(shape.lastTime, entry.time());
    }

    /** Those that took the most time together first. */
    public List<Shape> list() {
        List<Shape> all = new ArrayList<>(shapes.values());
        all.sort(Comparator.comparingLong(Shape::totalMicros).reversed().thenComparing(Shape::text));
        return all;
    }

    String shape(List<byte[]> args) {
        if (args.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(text(args.get(0)).toUpperCase(Locale.ROOT));
        int key = keyOf.applyAsInt(args.toArray(byte[][]::new));
        if (key < 0
                && args.size() > 1
                && args.get(1).length <= 20
                && text(args.get(1)).matches("[A-Za-z]+")) {
            // The second word of CONFIG GET and its kind.
            return text.append(' ')
                    .append(text(args.get(1)).toUpperCase(Locale.ROOT))
                    .toString();
        }
        if (key > 0 && key < args.size()) {
            text.append(' ').append(ID.matcher(text(args.get(key))).replaceAll("*"));
        }
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.UTF_8);
    }
}
