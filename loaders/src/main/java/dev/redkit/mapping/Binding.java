package dev.redkit.mapping;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import java.util.List;

/** The columns that a mapping meets, and what it does where they fall short. */
record Binding(Columns columns, Origin origin, NullPolicy nulls, Verdict verdict) {
    private static final int SHOWN = 20;

    /** Finds a column, which must exist if all columns are known. */
    ColumnRef column(String what, String name) {
        int index = columns.index(name);
        if (index != Columns.ABSENT || origin.open()) {
            return new ColumnRef(name, columns, index, null);
        }
        int dot = name.indexOf('.');
        while (dot > 0) {
            int outer = columns.index(name.substring(0, dot));
            if (outer != Columns.ABSENT) {
                return new ColumnRef(name, columns, outer, JsonPath.parse(name.substring(dot + 1)));
            }
            dot = name.indexOf('.', dot + 1);
        }
        throw unknown(what, name, columns.names());
    }

    static UsageError unknown(String what, String name, List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String more = names.size() > SHOWN ? ", … (" + names.size() + " in all)" : "";
        String close = Suggestion.hint(name, names);
        String list = names.isEmpty() ? "there are no columns" : "the columns are: " + shown + more;
        return new UsageError(what + ": there is no column '" + name + "'", close == null ? list : close + " " + list);
    }
}
