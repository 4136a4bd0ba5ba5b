package dev.redkit.describe;

import java.util.List;

/**
 * What is in one column.
 *
 * @param type that all its values have
 * @param nulls records without a value
 * @param distinct different values, or {@link #NOT_COUNTED}
 * @param exact whether {@code distinct} was counted, not estimated
 * @param shortest in bytes, of the values
 * @param longest in bytes
 * @param averageLength in bytes
 * @param examples the first different values, shortened
 */
public record ColumnProfile(
        String name,
        ValueType type,
        long nulls,
        long distinct,
        boolean exact,
        int shortest,
        int longest,
        double averageLength,
        List<String> examples) {
    public static final long NOT_COUNTED = -1;

    public ColumnProfile {
        examples = List.copyOf(examples);
    }
}
