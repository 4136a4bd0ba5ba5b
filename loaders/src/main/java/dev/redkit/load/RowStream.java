package dev.redkit.load;

import dev.redkit.failure.UsageError;
import dev.redkit.mapping.Mapper;
import dev.redkit.mapping.Origin;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/** The records of all inputs in turn, each with the mapper for its columns; those that are not wanted are left out. */
final class RowStream implements Closeable {
    private final Inputs inputs;
    private final BiFunction<Columns, Origin, Mapper> mappers;
    private final Selection selection;
    private Mapper mapper;

    /**
     * A stream of records.
     *
     * @param mappers makes the mapper for an input, from its columns and where they come from
     * @param selection which records are wanted
     */
    RowStream(Inputs inputs, BiFunction<Columns, Origin, Mapper> mappers, Selection selection) {
        this.inputs = inputs;
        this.mappers = mappers;
        this.selection = selection;
    }

    /** The next record, or null when all inputs are at their end. */
    Row next() throws IOException {
        while (mapper != null || open()) {
            Row row = inputs.next();
            if (row == null) {
                mapper = null;
            } else if (selection.isBehind(row.number())) {
                inputs.leave();
                mapper = null;
            } else if (selection.wants(inputs.file(), row.number())) {
                return row;
            }
        }
        return null;
    }

    private boolean open() throws IOException {
        if (!inputs.open()) {
            return false;
        }
        Columns columns = inputs.row().columns();
        try {
            mapper = mappers.apply(columns, new Origin(inputs.name(), inputs.mayGrow()));
        } catch (UsageError e) {
            throw columns.count() == 1 ? delimited(columns.name(0), e) : e;
        }
        return true;
    }

    /** One column whose name looks like several: the most likely reason is the delimiter. */
    private static UsageError delimited(String column, UsageError e) {
        for (String delimiter : List.of(";", "\t", "|", ",")) {
            if (column.contains(delimiter)) {
                return new UsageError(
                        e.getMessage() + ", only one called '" + column + "'",
                        "is the delimiter another one? Try --delimiter '" + delimiter.replace("\t", "\\t") + "'",
                        e);
            }
        }
        return e;
    }

    Mapper mapper() {
        return mapper;
    }

    int file() {
        return inputs.file();
    }

    String name(int file) {
        return inputs.name(file);
    }

    Position position() {
        return inputs.position();
    }

    @Override
    public void close() {
        inputs.close();
    }
}
