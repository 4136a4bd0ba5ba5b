package dev.redkit.grouping;

/** What happens when several records give one key that usually has one record: a string, a hash, a document. */
public enum OnDuplicate {
    /** All of them count, one after the other, as commands would have it. */
    ANY,
    /** None of them counts. */
    FAIL,
    /** Only the last of them counts. */
    LAST
}
