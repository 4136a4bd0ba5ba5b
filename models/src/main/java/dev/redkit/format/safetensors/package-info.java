/** safetensors: a length, a header in JSON, and the bytes of all tensors; or several such files and an index. */
package dev.redkit.format.safetensors;
