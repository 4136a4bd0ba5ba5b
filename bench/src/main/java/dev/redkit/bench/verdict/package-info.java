/**
 * Whether a measurement can be believed: what was going on in this process, on this machine and in the servers while it ran,
 * and the rules that make a verdict of it.
 */
package dev.redkit.bench.verdict;
