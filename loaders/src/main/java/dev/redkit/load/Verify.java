package dev.redkit.load;

/** How thoroughly what was loaded is read back. */
public enum Verify {
    NONE,
    /** Every key is asked for. */
    COUNT,
    /** About a thousand records, spread over all, are compared. */
    SAMPLE,
    /** Every record is compared. */
    FULL
}
