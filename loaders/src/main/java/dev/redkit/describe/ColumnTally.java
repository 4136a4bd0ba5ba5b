package dev.redkit.describe;

import dev.redkit.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Counts what is in one column, record by record. */
final class ColumnTally {
    private static final int EXAMPLES = 3;
    private static final int LONGEST_EXAMPLE = 40;

    private final String name;
    private final Distinct distinct;
    private final List<String> examples = new ArrayList<>();
    private ValueType type = ValueType.NOTHING;
    private long values;
    private long bytes;
    private int shortest = Integer.MAX_VALUE;
    private int longest;

    ColumnTally(String name, boolean countsDistinct) {
        this.name = name;
        this.distinct = countsDistinct ? new Distinct() : null;
    }

    void add(Row row, int column) {
        if (row.isNull(column)) {
            return;
        }
        byte[] array = row.array(column);
        int offset = row.offset(column);
        int length = row.length(column);
        values++;
        bytes += length;
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        if (type == ValueType.TEXT) {
            type = ValueTypes.isUtf8(array, offset, length) ? type : ValueType.BYTES;
        } else if (type != ValueType.BYTES) {
            type = type.and(ValueTypes.of(row.type(column), array, offset, length));
        }
        if (distinct != null) {
            distinct.add(array, offset, length);
        }
        if (examples.size() < EXAMPLES) {
            String example = example(array, offset, length);
            if (!examples.contains(example)) {
                examples.add(example);
            }
        }
    }

    private static String example(byte[] array, int offset, int length) {
        String text = new String(array, offset, Math.min(length, 4 * LONGEST_EXAMPLE), StandardCharsets.UTF_8);
        if (text.codePointCount(0, text.length()) <= LONGEST_EXAMPLE) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_EXAMPLE - 1)) + "…";
    }

    ColumnProfile profile(long records) {
        return new ColumnProfile(
                name,
                type,
                records - values,
                distinct == null ? ColumnProfile.NOT_COUNTED : Math.min(values, distinct.count()),
                distinct != null && distinct.isExact(),
                values == 0 ? 0 : shortest,
                longest,
                values == 0 ? 0 : (double) bytes / values,
                examples);
    }
}
