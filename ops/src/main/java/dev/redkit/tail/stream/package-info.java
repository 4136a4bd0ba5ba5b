/**
 * Streams, read from a place or as a member of a group. A stream remembers, so a lost connection loses nothing: reading
 * goes on behind the last entry. Only what was trimmed before it was read is lost, and that is counted.
 */
package dev.redkit.tail.stream;
