package dev.redkit.rdb;

import dev.redkit.entry.Value;

/**
 * Takes the elements of one value and writes it as the server would have stored it. Used again and again: {@link #clear}
 * starts the next value.
 * Slices that it was given must not change until the value is written. As a {@link Value} it tells what it took, until then.
 */
abstract class ValueEncoder implements Value {
    abstract void clear();

    /** Copies the elements that come until it is cleared. */
    void copying() {}

    /** Writes the type of the value and the value. */
    abstract void write(Encoded out);
}
