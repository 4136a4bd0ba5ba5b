/** Caffe: networks with their weights, and means, as protobuf messages or as HDF5. */
package dev.redkit.format.caffe;
