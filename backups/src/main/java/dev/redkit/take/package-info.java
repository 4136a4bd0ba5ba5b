/**
 * Takes backups of running servers: as a replica would get the data, or key by key where that is forbidden, or the
 * append-only files. What comes in is read as an RDB file while it is written down, so that a backup that stands there
 * was read once from front to end. It appears whole, with its manifest, or not at all.
 */
package dev.redkit.take;
