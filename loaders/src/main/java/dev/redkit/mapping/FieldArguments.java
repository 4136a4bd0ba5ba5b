package dev.redkit.mapping;

import dev.redkit.record.FieldType;
import dev.redkit.record.Row;

/** The fields of a record with their values, for hashes and streams. */
final class FieldArguments implements Arguments {
    private final FieldChoice choice;
    private final Piece id;
    private final byte[] stead;
    private final NullPolicy nulls;
    private final Verdict verdict;
    private final Slice slice = new Slice();

    /**
     * Takes the chosen fields.
     *
     * @param id what gives the id of a message; null for hashes
     */
    FieldArguments(FieldChoice choice, Piece id, NullPolicy nulls, Verdict verdict) {
        this.choice = choice;
        this.id = id;
        this.nulls = nulls;
        this.verdict = verdict;
        stead = ValueText.utf8(nulls.text());
    }

    @Override
    public boolean skipsNulls() {
        return nulls.kind() == NullPolicy.Kind.SKIP;
    }

    @Override
    public Outcome add(Row row, Change change, Bytes arena) {
        if (id != null) {
            id.render(row, arena, slice);
            if (slice.isNull()) {
                return verdict.reject("the id cannot be made: " + id.whyNull(row));
            }
            if (!Checks.isStreamId(slice)) {
                return verdict.reject("the id is not one of a stream (*, 123 or 123-4): " + ValueText.shown(slice));
            }
            change.arg(slice.array, slice.offset, slice.length);
        }
        int empty = change.count();
        choice.refresh();
        int count = choice.count();
        for (int i = 0; i < count; i++) {
            add(row, i, change);
        }
        if (change.count() > empty) {
            return Outcome.MAPPED;
        }
        String why = "it has no field with a value";
        return nulls.kind() == NullPolicy.Kind.SKIP ? verdict.skip(why) : verdict.reject(why);
    }

    private void add(Row row, int i, Change change) {
        int column = choice.column(i);
        if (row.type(column) == FieldType.NULL) {
            addNull(row, i, change);
            return;
        }
        change.field(choice.name(i), row.array(column), row.offset(column), row.length(column));
    }

    private void addNull(Row row, int i, Change change) {
        ColumnRef inner = choice.inner(i);
        if (inner != null) {
            inner.read(row, slice);
            if (!slice.isNull()) {
                change.field(choice.name(i), slice.array, slice.offset, slice.length);
                return;
            }
        }
        if (stead != null) {
            change.field(choice.name(i), stead, 0, stead.length);
        }
    }
}
