package dev.redkit.export;

/** What becomes of a key that is there already when an entry of its name is brought in. */
public enum Existing {
    /** The entry takes its place. */
    REPLACE,
    /** The elements are added to it; a string takes its place all the same. */
    ADD
}
