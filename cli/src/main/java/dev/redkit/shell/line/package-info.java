/**
 * One line as it is typed: its words by redis-cli's rules of quoting, where they begin, whether a quote is still open,
 * where its output goes; and the lines of the past.
 */
package dev.redkit.shell.line;
