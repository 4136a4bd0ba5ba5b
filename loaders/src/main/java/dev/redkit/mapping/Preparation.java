package dev.redkit.mapping;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import dev.redkit.expression.LazyMap;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes before the structures: values get their types, {@code --where} is asked, {@code --set} computes columns. It
 * works on a record of its own, so that the one of the source stays as it is.
 */
final class Preparation {
    /** What the whole record is called in expressions. */
    static final String ROW = "row";

    private record Typed(String name, ColumnRef column, ColumnType type) {}

    private record Computed(int column, String name, Expression expression, ColumnType type) {}

    private final MappingSpec spec;
    private final Columns source;
    private final Columns columns;
    private final Verdict verdict;
    private final Row row;
    private final List<Typed> types = new ArrayList<>();
    private final List<Computed> computed = new ArrayList<>();
    private final Expression where;
    private final LazyMap record;
    private final Slice slice = new Slice();
    private int[] places = new int[8];
    private int known;

    Preparation(MappingSpec spec, Binding binding) {
        this.spec = spec;
        source = binding.columns();
        columns = new Columns();
        verdict = binding.verdict();
        learn();
        row = new Row(columns);
        record = new LazyMap(columns::names, this::value);
        Binding inner = new Binding(columns, binding.origin(), spec.nulls(), verdict);
        where = spec.where() == null
                ? null
                : compile("--where", spec.where(), inner).condition();
        for (Map.Entry<String, String> entry : spec.set().entrySet()) {
            compute(entry.getKey(), entry.getValue(), inner);
        }
        spec.types().forEach((name, words) -> type(name, ColumnType.parse(name, words), inner));
    }

    static boolean isNeeded(MappingSpec spec) {
        boolean plain =
                spec.types().isEmpty() && spec.set().isEmpty() && spec.split().isEmpty();
        return !plain || spec.where() != null;
    }

    private static Expression compile(String what, String text, Binding binding) {
        if (binding.origin().open()) {
            return Expression.compileOpen(what, text);
        }
        List<String> names = new ArrayList<>(binding.columns().names());
        names.remove(ROW);
        names.add(ROW);
        return Expression.compile(what, text, names);
    }

    private void compute(String name, String text, Binding binding) {
        Expression expression = compile("--set " + name, text, binding);
        String words = spec.types().get(name);
        ColumnType type = words == null ? null : ColumnType.parse(name, words);
        computed.add(new Computed(columns.add(name), name, expression, type));
    }

    /** The type of a computed column is for what is computed. */
    private void type(String name, ColumnType type, Binding binding) {
        if (spec.set().containsKey(name)) {
            return;
        }
        ColumnRef column = binding.column("--type", name);
        if (!column.isPlain()) {
            throw new UsageError("--type " + name + " is inside of another column", "compute a column of it: --set");
        }
        types.add(new Typed(name, column, type));
    }

    /** Takes over the columns that turned up. */
    private void learn() {
        for (; known < source.count(); known++) {
            if (known == places.length) {
                places = Arrays.copyOf(places, 2 * known);
            }
            places[known] = columns.add(source.name(known));
        }
    }

    Columns columns() {
        return columns;
    }

    /** The prepared record. */
    Row row() {
        return row;
    }

    Outcome prepare(Row from) {
        copy(from);
        for (Typed typed : types) {
            int column = typed.column.index();
            if (row.isNull(column)) {
                continue;
            }
            if (!typed.column.isPlain()) {
                return verdict.reject("'" + typed.name + "' is inside of another column and can have no type");
            }
            slice.set(row.array(column), row.offset(column), row.length(column));
            Outcome outcome = type(column, typed.name, typed.type);
            if (outcome != Outcome.MAPPED) {
                return outcome;
            }
        }
        try {
            if (where != null && !where.test(this::value)) {
                return verdict.skip("--where is false");
            }
            for (Computed one : computed) {
                FieldType type = ValueText.of(one.expression.evaluate(this::value), slice);
                Outcome outcome = store(one, type);
                if (outcome != Outcome.MAPPED) {
                    return outcome;
                }
            }
        } catch (EvaluationException | Unreadable e) {
            return verdict.reject(e.getMessage());
        }
        return Outcome.MAPPED;
    }

    private void copy(Row from) {
        learn();
        row.clear(from.number(), from.line(), from.start());
        row.made(from.end(), from.rawArray(), from.rawOffset(), from.rawLength());
        for (int i = 0; i < from.size(); i++) {
            if (from.isNull(i)) {
                row.setNull(places[i]);
            } else {
                row.set(places[i], from.type(i), from.array(i), from.offset(i), from.length(i));
            }
        }
    }

    private Outcome store(Computed one, FieldType type) {
        if (type == FieldType.NULL) {
            row.setNull(one.column);
            return Outcome.MAPPED;
        }
        if (one.type != null) {
            return type(one.column, one.name, one.type);
        }
        row.set(one.column, type, slice.array, slice.offset, slice.length);
        return Outcome.MAPPED;
    }

    private Outcome type(int column, String name, ColumnType type) {
        if (slice.isEmpty() && type.emptyIsNull()) {
            row.setNull(column);
            return Outcome.MAPPED;
        }
        if (!type.normalise(slice)) {
            return verdict.reject("'" + name + "' is not " + type.what() + ": " + ValueText.shown(slice));
        }
        row.set(column, type.fieldType(), slice.array, slice.offset, slice.length);
        return Outcome.MAPPED;
    }

    /** Carries the complaint about a value through the library that asked for it. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What a name is worth to an expression. */
    private Object value(String name) {
        if (name.equals(ROW)) {
            return record;
        }
        int column = columns.index(name);
        if (row.isNull(column)) {
            return inner(name);
        }
        Slice field = new Slice();
        field.set(row.array(column), row.offset(column), row.length(column));
        try {
            return ValueText.value(row.type(column), field);
        } catch (EvaluationException e) {
            throw new Unreadable("'" + name + "': " + e.getMessage(), e);
        }
    }

    /** The columns {@code name.…} as a map; null if there are none. */
    private Object inner(String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        String prefix = name + ".";
        for (int i = 0; i < columns.count(); i++) {
            String column = columns.name(i);
            if (column.startsWith(prefix)) {
                members.put(column.substring(prefix.length()), value(column));
            }
        }
        return members.isEmpty() ? null : members;
    }
}
