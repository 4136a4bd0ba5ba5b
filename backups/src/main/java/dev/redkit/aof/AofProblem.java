package dev.redkit.aof;

import dev.redkit.rdb.RdbProblem;

/**
 * Why an append-only file could not be read to its end.
 *
 * @param file which of its files
 * @param offset the byte in it where that shows; its length when it is cut off
 * @param good how far it is whole: behind the last command that is complete, and not inside a transaction
 * @param last whether it is the last of the files, the only one that a server forgives for being cut off
 */
public record AofProblem(RdbProblem.Kind kind, String file, long offset, long good, boolean last, String what) {}
