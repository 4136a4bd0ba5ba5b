package dev.redkit.mapping;

import dev.redkit.record.Row;

/** What a record gives as the arguments of its change. */
interface Arguments {
    Outcome add(Row row, Change change, Bytes arena);

    /** Whether a record that lacks what it needs is left out, not rejected. */
    boolean skipsNulls();
}
