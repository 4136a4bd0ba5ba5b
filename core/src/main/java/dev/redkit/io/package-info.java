/**
 * Bytes in and out of redkit: an {@link dev.redkit.io.Input} is a file, standard input or a web address, decompressed by
 * what its first bytes say; an {@link dev.redkit.io.AtomicOutput} is there whole or not at all. With them the words that
 * users write for sizes, times and rates, and the counters that a progress bar looks at.
 *
 * <p>A codec's classes load when its magic number is seen, not before: start-up pays for none of them.
 */
package dev.redkit.io;
