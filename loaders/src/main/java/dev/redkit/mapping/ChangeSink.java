package dev.redkit.mapping;

/** Takes what a record does to the keys, one change at a time. */
public interface ChangeSink {
    /** The change is valid for the time of this call. */
    void accept(Change change);
}
