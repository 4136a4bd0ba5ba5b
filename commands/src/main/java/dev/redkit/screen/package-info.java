/**
 * Pictures on a terminal that are painted again and again: {@link dev.redkit.screen.Painting} puts lines there,
 * {@link dev.redkit.screen.LiveScreen} adds keys and a size that changes.
 */
package dev.redkit.screen;
