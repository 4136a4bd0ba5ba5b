/**
 * Files of tensors, read and written. A format is one class and one line in {@link dev.redkit.format.ModelFormats}. Files
 * come from anywhere, so nothing in them is believed: lengths are checked before anything is allocated, names are only
 * names, nothing is executed, and what is wrong is refused with its offset.
 */
package dev.redkit.format;
