/**
 * Append-only files: one file, or a folder of a base and what came after it, as a manifest lists them. A reader goes
 * through all of it as one sequence of keys (of an RDB base) and commands, and knows for each the file, the offset, the
 * database, the time if the server noted it, and how far a file that was cut off is whole.
 */
package dev.redkit.aof;
