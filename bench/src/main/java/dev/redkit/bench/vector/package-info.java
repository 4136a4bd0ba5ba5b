/**
 * How fast nearest neighbours are found and how many of the true ones: recall against a brute-force search done here, rate and
 * latency from the very same replies, over a sweep of search efforts. Vector sets and search indexes.
 */
package dev.redkit.bench.vector;
