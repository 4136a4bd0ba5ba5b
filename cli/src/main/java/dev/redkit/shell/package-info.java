/**
 * The shell: one prompt for every command of Redis and of redkit. {@link dev.redkit.shell.Shell} is the loop; what stands
 * in a line is understood in {@code line}, the connection and what replies have made of it live in {@code link}, commands
 * of the shell itself, which begin with a backslash, in {@code meta}.
 */
package dev.redkit.shell;
