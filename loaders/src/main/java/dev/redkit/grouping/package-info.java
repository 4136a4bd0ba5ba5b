/**
 * Gathers what many records do to the same key, in bounded memory: what a file holds about a key may be spread all over
 * it, but an RDB file or a {@code RESTORE} takes a key with its whole value. Changes are kept in one array with a hash
 * table; when that is full they go to temporary files by the hash of their key, which are read back one by one. Each key
 * then comes with all its changes, in the order of the records, and is built into a value.
 */
package dev.redkit.grouping;
