package dev.redkit.mapping;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;

/** A column that something needs, perhaps a value inside the JSON text that it holds. */
final class ColumnRef {
    private static final int UNSEEN = -1;

    private final String name;
    private final Columns columns;
    private int index;
    private JsonPath path;
    private int known;

    ColumnRef(String name, Columns columns, int index, JsonPath path) {
        this.name = name;
        this.columns = columns;
        this.index = index;
        this.path = path;
        known = index == Columns.ABSENT ? UNSEEN : columns.count();
    }

    String name() {
        return name;
    }

    /** Whether it is just the bytes of a field, as far as the columns are known. */
    boolean isPlain() {
        index();
        return path == null;
    }

    int index() {
        if (index == Columns.ABSENT || path != null) {
            lookAgain();
        }
        return index;
    }

    /** New columns may have turned up; a column of the whole name goes before a value inside of one. */
    private void lookAgain() {
        if (known == columns.count()) {
            return;
        }
        known = columns.count();
        int whole = columns.index(name);
        if (whole != Columns.ABSENT) {
            index = whole;
            path = null;
            return;
        }
        for (int dot = name.indexOf('.'); dot > 0 && index == Columns.ABSENT; dot = name.indexOf('.', dot + 1)) {
            index = columns.index(name.substring(0, dot));
            path = index == Columns.ABSENT ? null : JsonPath.parse(name.substring(dot + 1));
        }
    }

    void read(Row row, Slice out) {
        int column = index();
        if (row.isNull(column)) {
            out.setNull();
            return;
        }
        out.set(row.array(column), row.offset(column), row.length(column));
        if (path != null) {
            path.find(out);
        }
    }

    FieldType type(Row row) {
        int column = index();
        return path == null ? row.type(column) : FieldType.TEXT;
    }

    /** Why it is null, for a message. */
    String whyNull(Row row) {
        if (path != null && !row.isNull(index())) {
            return "there is no '" + name + "' in '" + columns.name(index()) + "'";
        }
        boolean absent = index() == Columns.ABSENT || index() >= row.size();
        return absent ? "this record has no '" + name + "'" : "'" + name + "' is null";
    }
}
