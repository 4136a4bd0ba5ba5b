package dev.redkit.mapping;

import dev.redkit.record.Row;
import java.util.Arrays;

/** A mapping that knows its columns. One thread uses it; the records of one file go through it, in any order. */
public final class Mapper {
    private final Preparation preparation;
    private final Step[] steps;
    private final Verdict verdict;
    private final boolean[] made;

    /**
     * Makes a mapper.
     *
     * @param preparation what comes before the steps; null if nothing does
     */
    Mapper(Preparation preparation, Step[] steps, Verdict verdict) {
        this.preparation = preparation;
        this.steps = steps.clone();
        this.verdict = verdict;
        made = new boolean[steps.length];
    }

    /**
     * Hands out what a record does, all of it or nothing. The changes are valid while the sink is told of them, their
     * slices as long as the record.
     */
    public Outcome map(Row row, ChangeSink sink) {
        verdict.clear();
        if (row.fault() != null) {
            steps[0].forget();
            return verdict.reject(row.fault());
        }
        if (preparation == null) {
            return mapPrepared(row, sink);
        }
        steps[0].forget();
        Outcome outcome = preparation.prepare(row);
        return outcome == Outcome.MAPPED ? mapPrepared(preparation.row(), sink) : outcome;
    }

    private Outcome mapPrepared(Row row, ChangeSink sink) {
        if (steps.length > 1) {
            return mapAll(row, sink);
        }
        Outcome outcome = steps[0].check(row);
        if (outcome == Outcome.MAPPED) {
            steps[0].emit(row, sink);
        }
        return outcome;
    }

    private Outcome mapAll(Row row, ChangeSink sink) {
        boolean any = false;
        for (int i = 0; i < steps.length; i++) {
            Outcome outcome = steps[i].check(row);
            if (outcome == Outcome.REJECTED) {
                return outcome;
            }
            made[i] = outcome == Outcome.MAPPED;
            any |= made[i];
        }
        if (!any) {
            return Outcome.SKIPPED;
        }
        for (int i = 0; i < steps.length; i++) {
            if (made[i]) {
                steps[i].emit(row, sink);
            }
        }
        verdict.clear();
        return Outcome.MAPPED;
    }

    /** Why the last record was skipped or rejected; null when it was mapped. */
    public String reason() {
        return verdict.reason();
    }

    /** The main key of the last record, if it had one that could be made, also when it was rejected; else null. */
    public byte[] key() {
        Change change = steps[0].change();
        int end = change.keyOffset() + change.keyLength();
        return steps[0].hasKey() ? Arrays.copyOfRange(change.keyArray(), change.keyOffset(), end) : null;
    }
}
