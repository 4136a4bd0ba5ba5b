package dev.redkit.commands.model;

import dev.redkit.failure.BadInput;
import dev.redkit.format.text.Json;
import dev.redkit.format.text.ValueTree;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The numbers of records, in the order in which a model takes them. A field may hold a list of them, as JSON. */
final class PredictRows {
    private final String source;
    private final List<String> wanted;
    private final boolean optional;

    /**
     * A reader of rows.
     *
     * @param wanted the columns to take, in order; none: all of them
     * @param optional take all columns when these are not there, because only the model names them
     */
    PredictRows(String source, List<String> wanted, boolean optional) {
        this.source = source;
        this.wanted = wanted;
        this.optional = optional;
    }

    double[] numbers(Row row) {
        if (row.fault() != null) {
            throw bad(row, "cannot be used: " + row.fault());
        }
        List<Double> numbers = new ArrayList<>();
        for (int column : columns(row)) {
            add(row, column, numbers);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private List<Integer> columns(Row row) {
        Columns columns = row.columns();
        List<Integer> chosen = new ArrayList<>();
        for (String name : wanted) {
            int index = columns.index(name);
            if (index != Columns.ABSENT) {
                chosen.add(index);
            } else if (!optional) {
                throw bad(row, "has no column '" + name + "'; there are " + String.join(", ", columns.names()));
            }
        }
        if (wanted.isEmpty() || chosen.size() < wanted.size()) {
            chosen.clear();
            for (int i = 0; i < row.size(); i++) {
                chosen.add(i);
            }
        }
        return chosen;
    }

    private void add(Row row, int column, List<Double> to) {
        String name = row.columns().name(column);
        if (row.isNull(column)) {
            throw bad(row, "has no value in column '" + name + "'");
        }
        String text = new String(row.array(column), row.offset(column), row.length(column), StandardCharsets.UTF_8);
        if (row.type(column) != FieldType.JSON && !text.startsWith("[")) {
            to.add(number(text, where(row) + ", column '" + name + "'"));
            return;
        }
        ValueTree tree = new ValueTree();
        Json.parse(where(row), text, tree);
        if (!(tree.root().orElse(null) instanceof List<?> list)) {
            throw bad(row, "has no list of numbers in column '" + name + "'");
        }
        for (Object one : list) {
            if (!(one instanceof Number number)) {
                throw bad(row, "has something else than numbers in the list of column '" + name + "'");
            }
            to.add(number.doubleValue());
        }
    }

    /** A decimal number, and nothing else that Java would take for one. */
    static double number(String text, String where) {
        String bare = text.strip();
        try {
            if (bare.matches("[-+]?[0-9.].*[0-9.]|[-+]?[0-9]") && bare.indexOf('x') < 0 && bare.indexOf('X') < 0) {
                return Double.parseDouble(bare);
            }
        } catch (NumberFormatException e) {
            throw new BadInput("'" + text + "' is no number, in " + where, null, e);
        }
        throw new BadInput("'" + text + "' is no number, in " + where);
    }

    String where(Row row) {
        return "row " + row.number() + (row.line() > 0 ? " (line " + row.line() + ")" : "") + " of " + source;
    }

    BadInput bad(Row row, String what) {
        return new BadInput(where(row) + " " + what);
    }
}
