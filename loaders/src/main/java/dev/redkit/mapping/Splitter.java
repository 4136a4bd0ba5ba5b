package dev.redkit.mapping;

import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Takes a field that holds many values apart, and lets the record have one after the other in its place. */
final class Splitter {
    private final ColumnRef column;
    private final byte[] separator;
    private final Verdict verdict;
    private final Slice whole = new Slice();
    private final Slice part = new Slice();
    private final Bytes text = new Bytes();
    private int[] ends = new int[16];
    private int count;
    private int index;
    private FieldType type;

    /**
     * Takes a column apart.
     *
     * @param separator what stands between its values; empty for a JSON array
     */
    Splitter(ColumnRef column, String separator, Verdict verdict) {
        this.column = column;
        this.separator = ValueText.utf8(separator);
        this.verdict = verdict;
    }

    /** Finds the values of a record; it has none if its field is null or empty. */
    Outcome read(Row row) {
        count = 0;
        text.clear();
        index = column.index();
        type = row.type(index);
        if (type == FieldType.NULL) {
            return Outcome.MAPPED;
        }
        if (!column.isPlain()) {
            type = FieldType.NULL;
            return verdict.reject("'" + column.name() + "' is inside of another column and cannot be split");
        }
        whole.set(row.array(index), row.offset(index), row.length(index));
        if (separator.length > 0) {
            cut();
            return Outcome.MAPPED;
        }
        return readArray()
                ? Outcome.MAPPED
                : verdict.reject("'" + column.name() + "' is no JSON: " + ValueText.shown(whole));
    }

    private void cut() {
        int from = 0;
        while (from <= whole.length) {
            int next = Letters.find(whole, from, separator);
            int to = next < 0 ? whole.length : next;
            if (to > from) {
                text.add(whole.array, whole.offset + from, to - from);
                end();
            }
            from = to + separator.length;
        }
    }

    private void end() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = text.length();
    }

    private boolean readArray() {
        try (JsonParser parser =
                JsonPath.FACTORY.createParser(ObjectReadContext.empty(), whole.array, whole.offset, whole.length)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return single();
            }
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                part.set(whole.array, whole.offset, whole.length);
                JsonPath.take(parser, item, part);
                if (!part.isNull()) {
                    text.add(part.array, part.offset, part.length);
                    end();
                }
            }
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A single value is as good as an array of one. */
    private boolean single() {
        if (!ValueText.isJson(whole)) {
            return false;
        }
        part.set(whole.array, whole.offset, whole.length);
        JsonPath.HERE.find(part);
        if (!part.isNull()) {
            text.add(part.array, part.offset, part.length);
            end();
        }
        return true;
    }

    int count() {
        return count;
    }

    String name() {
        return column.name();
    }

    /** Puts one of the values in the place of the field. */
    void put(Row row, int value) {
        int start = value == 0 ? 0 : ends[value - 1];
        row.set(index, FieldType.TEXT, text.array(), start, ends[value] - start);
    }

    /** Puts the whole field back. */
    void restore(Row row) {
        if (type == FieldType.NULL) {
            return;
        }
        row.set(index, type, whole.array, whole.offset, whole.length);
    }
}
