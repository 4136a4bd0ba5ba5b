package dev.redkit.grouping;

/** Hears what could not be put into a value. Reasons are sentences without the key and without a full stop. */
public interface Refusals {
    /** What a record does to a key cannot be done; the key's other changes can. */
    void change(long record, byte[] key, String reason);
}
