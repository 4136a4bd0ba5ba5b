/** MATLAB's MAT files: version 4, and 5 to 7; version 7.3 is HDF5. */
package dev.redkit.format.matlab;
