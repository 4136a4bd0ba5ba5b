/** HDF5, as h5py and Keras use it: every dataset of numbers or strings is a tensor, named by its path or by its layer. */
package dev.redkit.format.hdf5;
