/**
 * What a live server holds, read key by key: {@link dev.redkit.keyspace.Keyspace} walks one server or all masters of a
 * cluster with SCAN and hands out {@link dev.redkit.entry.Entry entries}, or the payloads of DUMP. Small values come many
 * in one exchange; big ones are read in pieces while they are walked, never as a whole. It is no snapshot: what changes
 * while it is read may be seen before or after the change, but what stays is given once, and nothing else in its place.
 */
package dev.redkit.keyspace;
