package dev.redkit.mapping;

import dev.redkit.record.FieldType;
import dev.redkit.record.Row;

/** Something that a record gives: a value for a key or for an argument. */
interface Piece {
    /** Fills {@code out}, with bytes of the record or of the arena; a null if the record has none. */
    void render(Row row, Bytes arena, Slice out);

    /** What kind of value it gives. */
    FieldType type(Row row);

    /** Why the last one was null, for a message. */
    String whyNull(Row row);
}
