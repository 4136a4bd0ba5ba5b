/** NumPy's own files: one array (.npy), or a zip archive of them (.npz). */
package dev.redkit.format.numpy;
