/** HDF4, whose files have nothing in common with those of HDF5 but the name. */
package dev.redkit.format.hdf4;
