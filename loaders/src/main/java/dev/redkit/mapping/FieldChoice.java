package dev.redkit.mapping;

import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns go into hashes, messages and documents, in which order and under which names. */
final class FieldChoice {
    private final Columns columns;
    private final Set<String> drop;
    private final Map<String, String> rename;
    private final boolean all;
    private int[] indexes;
    private byte[][] names;
    private final List<String> texts = new ArrayList<>();
    private ColumnRef[] inners;
    private int count;
    private int seen;

    /**
     * Chooses.
     *
     * @param fields which, in this order; empty for all but the dropped
     */
    FieldChoice(List<String> fields, MappingSpec spec, Binding binding) {
        columns = binding.columns();
        drop = new HashSet<>(spec.drop());
        rename = spec.rename();
        all = fields.isEmpty();
        int room = Math.max(8, Math.max(fields.size(), columns.count()));
        indexes = new int[room];
        names = new byte[room][];
        inners = new ColumnRef[room];
        if (all) {
            spec.drop().forEach(name -> binding.column("--drop", name));
            addNewColumns();
        } else {
            fields.forEach(name -> add(name, binding.column("--fields", name)));
        }
        spec.rename().keySet().forEach(name -> binding.column("--rename", name));
        if (!binding.origin().open()) {
            rejectDoubles();
        }
    }

    private void rejectDoubles() {
        Set<String> once = new HashSet<>();
        for (String text : texts) {
            if (!once.add(text)) {
                throw new UsageError(
                        "two fields would be called '" + text + "'", "leave one out with --drop, or --rename it");
            }
        }
    }

    private void add(String column, ColumnRef ref) {
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * count);
            names = Arrays.copyOf(names, 2 * count);
            inners = Arrays.copyOf(inners, 2 * count);
        }
        String name = rename.getOrDefault(column, column);
        indexes[count] = ref.isPlain() ? ref.index() : Columns.ABSENT;
        inners[count] = ref.isPlain() && ref.index() != Columns.ABSENT ? null : ref;
        names[count++] = ValueText.utf8(name);
        texts.add(name);
    }

    private void addNewColumns() {
        for (; seen < columns.count(); seen++) {
            String name = columns.name(seen);
            if (!drop.contains(name)) {
                add(name, new ColumnRef(name, columns, seen, null));
            }
        }
    }

    /** Takes in the columns that turned up since the last record. */
    void refresh() {
        if (all && seen < columns.count()) {
            addNewColumns();
        }
    }

    int count() {
        return count;
    }

    /** The index of a column; absent while it is unknown or a value inside of another. */
    int column(int field) {
        return indexes[field];
    }

    byte[] name(int field) {
        return names[field];
    }

    String text(int field) {
        return texts.get(field);
    }

    /** How to find a value that is no column by itself (yet), or null. */
    ColumnRef inner(int field) {
        return inners[field];
    }
}
