package dev.redkit.mapping;

import dev.redkit.record.Row;

/** Arguments in a fixed order, each from a piece of its own: score and member, or just a value. */
final class PartArguments implements Arguments {
    /**
     * One argument.
     *
     * @param what its name in messages
     * @param check what it must be
     */
    record Slot(String what, Piece piece, Checks check) {}

    private final Slot[] slots;
    private final NullPolicy nulls;
    private final Verdict verdict;
    private final Slice slice = new Slice();

    PartArguments(Slot[] slots, NullPolicy nulls, Verdict verdict) {
        this.slots = slots.clone();
        this.nulls = nulls;
        this.verdict = verdict;
    }

    @Override
    public boolean skipsNulls() {
        return nulls.kind() == NullPolicy.Kind.SKIP;
    }

    @Override
    public Outcome add(Row row, Change change, Bytes arena) {
        for (Slot slot : slots) {
            slot.piece.render(row, arena, slice);
            if (slice.isNull()) {
                String why = "the " + slot.what + " cannot be made: " + slot.piece.whyNull(row);
                return nulls.kind() == NullPolicy.Kind.SKIP ? verdict.skip(why) : verdict.reject(why);
            }
            if (slot.check != Checks.NONE && !slot.check.accepts(slice)) {
                return verdict.reject(
                        "the " + slot.what + " is not " + slot.check.what() + ": " + ValueText.shown(slice));
            }
            change.arg(slice.array, slice.offset, slice.length);
        }
        return Outcome.MAPPED;
    }
}
