/** Matrix Market, the text in which collections of matrices are kept. */
package dev.redkit.format.mtx;
