/** Sparse matrices, which stay sparse: a matrix is a few tensors, called as SciPy calls what a matrix is made of. */
package dev.redkit.format.sparse;
