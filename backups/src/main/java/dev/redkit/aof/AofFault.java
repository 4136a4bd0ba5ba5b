package dev.redkit.aof;

import dev.redkit.rdb.RdbProblem;

/** A problem on its way to the reader, which knows the file. */
final class AofFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RdbProblem.Kind kind;
    private final long offset;

    private AofFault(RdbProblem.Kind kind, long offset, String what) {
        super(what, null, false, false);
        this.kind = kind;
        this.offset = offset;
    }

    static AofFault damaged(long offset, String what) {
        return new AofFault(RdbProblem.Kind.DAMAGED, offset, what);
    }

    static AofFault truncated(long offset, String what) {
        return new AofFault(RdbProblem.Kind.TRUNCATED, offset, what);
    }

    RdbProblem.Kind kind() {
        return kind;
    }

    long offset() {
        return offset;
    }
}
