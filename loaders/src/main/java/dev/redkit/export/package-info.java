/**
 * Keys in files and back. An {@link dev.redkit.export.EntryWriter} writes entries in one format, big values as they are
 * walked; {@link dev.redkit.export.EntryReader} reads those formats that hold whole entries, and
 * {@link dev.redkit.export.EntryCommands} makes of entries the commands that bring the same keys about. What was written
 * and read again is equal data: every kind of value, any bytes, expiries, streams with their groups.
 */
package dev.redkit.export;
