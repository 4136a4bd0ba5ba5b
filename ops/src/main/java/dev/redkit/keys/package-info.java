/**
 * The keys of a live server or cluster, seen from outside: {@link dev.redkit.keys.KeyScan} walks all masters side by side
 * and asks, a thousand keys in one exchange, only what somebody wants to know of them; what is found is counted and
 * ranked in memory that does not grow with the keys. {@link dev.redkit.keys.KeyChange} does something to those that were
 * found: planned, paced, resumable.
 */
package dev.redkit.keys;
