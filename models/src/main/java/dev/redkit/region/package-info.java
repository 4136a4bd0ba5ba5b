/** Stretches of an opened file: cut out, read from any place, never beyond their end, and errors that name the offset. */
package dev.redkit.region;
