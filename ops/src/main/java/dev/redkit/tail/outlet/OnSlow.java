package dev.redkit.tail.outlet;

/** What happens when the reader of the output is slower than what comes in, and the ring is full. */
public enum OnSlow {
    /** Nothing is read until there is room: the server holds it, as long as its limit allows. */
    BLOCK,
    DROP_OLDEST,
    DROP_NEWEST,
    /** It waits in a temporary file. */
    SPOOL
}
