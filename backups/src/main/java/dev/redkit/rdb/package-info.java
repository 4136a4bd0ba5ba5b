/**
 * RDB files and the payloads of DUMP. One reader for every version and use: it goes from key to key, and for each key one
 * may pass over the value, check it, copy its bytes or take it apart into an {@link dev.redkit.entry.Entry}. Three layers:
 * the window with its checksum; strings; and values, once by where they end and once by what is in them.
 */
package dev.redkit.rdb;
