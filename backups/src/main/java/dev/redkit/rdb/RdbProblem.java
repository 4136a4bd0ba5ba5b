package dev.redkit.rdb;

/**
 * Why a file could not be read to its end.
 *
 * @param offset the byte of the (decompressed) input where it shows; the length of the input when it is cut off
 * @param what a sentence without the place
 */
public record RdbProblem(Kind kind, long offset, String what) {
    /** What a backup that cannot be read suffers from: each asks for something else from its owner. */
    public enum Kind {
        /** Bytes that no server writes, or that do not give the checksum at the end. */
        DAMAGED,
        /** All is well up to the end of the input, which comes too early. */
        TRUNCATED,
        /** A type or an opcode that this version does not know. */
        UNKNOWN
    }
}
