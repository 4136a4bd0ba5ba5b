package dev.redkit.backup;

import dev.redkit.rdb.RdbType;

/**
 * A key that stands out.
 *
 * @param key its name, or the beginning of a very long one
 * @param bytes in the file, with its name and expiry
 * @param elements of a collection, bytes of a string
 * @param memory bytes on the server that was asked about; 0 when none was
 * @param offset where it begins in the file
 */
public record BigKey(int db, byte[] key, RdbType type, long bytes, long elements, long memory, long offset) {}
