/**
 * Datasets: {@link dev.redkit.source.Datasets} finds what a user names, {@link dev.redkit.source.RowSources} sees of which
 * format it is, and one class for each format makes rows of its bytes. The list of formats is
 * {@link dev.redkit.source.Formats}. What is plain and large (delimited text, lines) passes a scanner of our own over a
 * sliding window; what is intricate is left to libraries, record by record.
 */
package dev.redkit.source;
