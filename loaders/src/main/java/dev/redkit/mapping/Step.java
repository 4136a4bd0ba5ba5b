package dev.redkit.mapping;

import dev.redkit.record.Row;

/** One structure of a mapping: makes the change, or changes, that a record means for its keys. */
final class Step {
    private final Structure structure;
    private final Piece key;
    private final Arguments arguments;
    private final Expires expires;
    private final Split split;
    private final Verdict verdict;
    private final boolean leavesOut;
    private final Change change = new Change();
    private final Bytes arena = new Bytes();
    private final Slice slice = new Slice();
    private boolean keyed;

    /**
     * A field that holds many values.
     *
     * @param keys whether each value has a change of its own, because the key is made of it
     */
    record Split(Splitter splitter, boolean keys) {}

    /**
     * What a step is made of.
     *
     * @param expires null if nothing does
     * @param split null if no part is made of a field that holds many values
     */
    record Parts(Piece key, Arguments arguments, Expires expires, Split split) {}

    /**
     * Makes a step.
     *
     * @param leavesOut whether a null in the key leaves this structure out instead of rejecting the record
     */
    Step(Structure structure, Parts parts, Verdict verdict, boolean leavesOut) {
        this.structure = structure;
        key = parts.key;
        arguments = parts.arguments;
        expires = parts.expires;
        split = parts.split;
        this.verdict = verdict;
        this.leavesOut = leavesOut;
    }

    /** Makes the changes of a record, all but handing them out. */
    Outcome check(Row row) {
        keyed = false;
        if (split == null) {
            arena.clear();
            Outcome outcome = begin(row);
            return outcome == Outcome.MAPPED ? arguments.add(row, change, arena) : outcome;
        }
        Outcome outcome = split.splitter.read(row);
        if (outcome != Outcome.MAPPED) {
            return outcome;
        }
        outcome = split.splitter.count() == 0 ? none(row) : split.keys ? eachKey(row, null) : eachMember(row);
        split.splitter.restore(row);
        return outcome;
    }

    /** Hands out what {@link #check} found good, while the record is still the same. */
    void emit(Row row, ChangeSink sink) {
        if (split == null || !split.keys) {
            sink.accept(change);
            return;
        }
        split.splitter.read(row);
        eachKey(row, sink);
        split.splitter.restore(row);
    }

    private Outcome begin(Row row) {
        key.render(row, arena, slice);
        if (slice.isNull()) {
            String why = "the key cannot be made: " + key.whyNull(row);
            return leavesOut ? verdict.skip(why) : verdict.reject(why);
        }
        if (slice.isEmpty()) {
            return verdict.reject("the key is empty");
        }
        change.begin(structure, slice.array, slice.offset, slice.length);
        keyed = true;
        return expires == null ? Outcome.MAPPED : expires.set(row, change);
    }

    private Outcome none(Row row) {
        if (!split.keys) {
            arena.clear();
            Outcome outcome = begin(row);
            if (outcome != Outcome.MAPPED) {
                return outcome;
            }
        }
        String why = "'" + split.splitter.name() + "' holds no values";
        return leavesOut || arguments.skipsNulls() ? verdict.skip(why) : verdict.reject(why);
    }

    private Outcome eachMember(Row row) {
        arena.clear();
        Outcome outcome = begin(row);
        for (int i = 0; i < split.splitter.count() && outcome == Outcome.MAPPED; i++) {
            split.splitter.put(row, i);
            outcome = arguments.add(row, change, arena);
        }
        return outcome;
    }

    private Outcome eachKey(Row row, ChangeSink sink) {
        for (int i = 0; i < split.splitter.count(); i++) {
            split.splitter.put(row, i);
            arena.clear();
            Outcome outcome = begin(row);
            if (outcome == Outcome.MAPPED) {
                outcome = arguments.add(row, change, arena);
            }
            if (outcome != Outcome.MAPPED) {
                return outcome;
            }
            if (sink != null) {
                sink.accept(change);
            }
        }
        return Outcome.MAPPED;
    }

    Change change() {
        return change;
    }

    /** Whether the key of the last record could be made. */
    boolean hasKey() {
        return keyed;
    }

    void forget() {
        keyed = false;
    }
}
