/** The room for looking at keys and servers. Its first furniture comes with the operations commands. */
package dev.redkit.ops;
