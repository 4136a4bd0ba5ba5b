package dev.redkit.restore;

/** What becomes of the times at which keys and fields expire. */
public enum Ttl {
    /** They expire when they would have; what has expired since is not restored. */
    KEEP,
    /** They live as long as they would have from the backup on. */
    SHIFT,
    /** They never expire. */
    DROP
}
