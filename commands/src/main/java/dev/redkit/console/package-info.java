/**
 * The terminal, and nothing but the terminal: the only door through which redkit writes, reads and asks. Data goes to
 * {@code out}, everything that is said about the data goes to {@code err}. Exit codes are decided here too, in one place.
 */
package dev.redkit.console;
