/** TensorFlow's checkpoints, version 2: a table of names beside files of bytes; and the variables of a SavedModel. */
package dev.redkit.format.tensorflow;
