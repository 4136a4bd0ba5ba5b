/**
 * What {@code torch.save} writes: a pickle of dictionaries and tensors, and storages beside it, in a zip archive or, before
 * PyTorch 1.6, one after the other in a file.
 */
package dev.redkit.format.torch;
