package dev.redkit.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the columns of a dataset, in order. Formats without a header add to them as new names turn up. */
public final class Columns {
    public static final int ABSENT = -1;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();

    public static Columns of(List<String> names) {
        Columns columns = new Columns();
        names.forEach(columns::add);
        return columns;
    }

    /** Adds a column, unless there is one of that name; its index. */
    public int add(String name) {
        Integer known = indexes.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    /** The index of a column, or {@link #ABSENT}. */
    public int index(String name) {
        return indexes.getOrDefault(name, ABSENT);
    }

    public String name(int index) {
        return names.get(index);
    }

    public int count() {
        return names.size();
    }

    /** All names, as they are now. */
    public List<String> names() {
        return List.copyOf(names);
    }
}
