/**
 * Where messages go: printed (at once, or through a {@link dev.redkit.tail.outlet.Ring} when the reader of the output is
 * slow), saved, counted, measured, handed to a program.
 */
package dev.redkit.tail.outlet;
