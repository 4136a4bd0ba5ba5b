/**
 * Tensors: a name, a dtype, a shape, and where the bytes are. The bytes always come as little-endian and in C order,
 * whatever the file holds, and they stay in the file until somebody reads them; there is never an object for a number.
 */
package dev.redkit.tensor;
