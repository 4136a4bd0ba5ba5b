package dev.redkit.mapping;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records and what becomes of them, in words that a test can compare. Bytes are shown as Latin-1. */
final class Rows {
    private Rows() {}

    /** A record of text; {@code null} stands for a null. */
    static Row text(Columns columns, String... values) {
        Row row = new Row(columns);
        row.clear(7, 8, 0);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                row.setNull(i);
            } else {
                set(row, i, FieldType.TEXT, values[i]);
            }
        }
        return row;
    }

    static void set(Row row, int column, FieldType type, String value) {
        // In the middle of an array, as sources have them.
        byte[] bytes = ("<<" + value + ">>").getBytes(StandardCharsets.UTF_8);
        row.set(column, type, bytes, 2, bytes.length - 4);
    }

    static Columns columns(String... names) {
        return Columns.of(List.of(names));
    }

    /** The changes of one record as {@code HASH user:7 [id, 7]}, or the outcome and the reason. */
    static List<String> map(MappingSpec spec, Row row) {
        return map(Mapping.of(spec).bind(row.columns(), Origin.fixed("users.csv")), row);
    }

    static List<String> map(Mapper mapper, Row row) {
        List<String> changes = new ArrayList<>();
        Outcome outcome = mapper.map(row, change -> changes.add(show(change)));
        if (outcome != Outcome.MAPPED) {
            changes.add(outcome + ": " + mapper.reason());
        }
        return changes;
    }

    private static String show(Change change) {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < change.count(); i++) {
            args.add(new String(change.copy(i), StandardCharsets.UTF_8));
        }
        String key = new String(change.keyArray(), change.keyOffset(), change.keyLength(), StandardCharsets.UTF_8);
        String text = change.structure() + " " + key + " " + args;
        text += change.ttl() == Change.NO_EXPIRY ? "" : " ttl " + change.ttl();
        text += change.expireAt() == Change.NO_EXPIRY ? "" : " at " + change.expireAt();
        return text + (change.fieldTtl() == Change.NO_EXPIRY ? "" : " field ttl " + change.fieldTtl());
    }
}
