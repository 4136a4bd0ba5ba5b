package dev.redkit.bench.schedule;

/** Which servers commands that only read are sent to. */
public enum Reads {
    /** To the one that takes the writes. */
    MASTER,
    /** To its replicas in turn; to itself where there are none. */
    REPLICAS,
    /** To it and its replicas in turn. */
    ALL
}
