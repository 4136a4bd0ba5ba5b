/** {@code tail} and {@code publish}: what goes by, and what is sent. */
package dev.redkit.commands.tail;
