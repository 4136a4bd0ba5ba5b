package dev.redkit.render;

/**
 * A column of a table.
 *
 * @param key its name, the same in every format
 * @param right whether people read it from the right (numbers)
 */
public record Column(String key, boolean right) {
    public static Column left(String key) {
        return new Column(key, false);
    }

    public static Column right(String key) {
        return new Column(key, true);
    }
}
