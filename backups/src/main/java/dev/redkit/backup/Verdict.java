package dev.redkit.backup;

import dev.redkit.rdb.RdbProblem;

/** What a check says about a file. */
public enum Verdict {
    OK,
    /** Bytes that no server writes, or a wrong checksum. */
    DAMAGED,
    /** The file was not written or not copied to its end. */
    TRUNCATED,
    /** There is something in it that this version does not know. */
    NEWER;

    static Verdict of(RdbProblem problem) {
        return switch (problem.kind()) {
            case DAMAGED -> DAMAGED;
            case TRUNCATED -> TRUNCATED;
            case UNKNOWN -> NEWER;
        };
    }
}
