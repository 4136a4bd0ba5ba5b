package dev.redkit.keyspace;

/**
 * One key as {@code DUMP} gives it: type byte, value in the encoding of RDB, RDB version, checksum.
 *
 * @param expireAt Unix milliseconds, or {@link dev.redkit.entry.Entry#NEVER}
 */
public record Dump(int db, byte[] key, long expireAt, byte[] payload) {}
