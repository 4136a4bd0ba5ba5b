/**
 * One key with all that belongs to it: database, name, type, expiry, value. RDB and AOF files, a live server and the
 * mapping of records all speak in entries, so that whatever gives them can feed whatever takes them. A value is walked,
 * not held: a walker hears its elements one by one, so a list of a gigabyte needs no gigabyte.
 */
package dev.redkit.entry;
