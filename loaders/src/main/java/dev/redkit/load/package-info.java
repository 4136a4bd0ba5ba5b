/** The room for the load engine: records in, entries out. Its first furniture comes with {@code load} and {@code export}. */
package dev.redkit.load;
