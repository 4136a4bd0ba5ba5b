/** {@code bench …}: workloads, loads, figures and verdicts, from words on the command line to the library and back. */
package dev.redkit.commands.bench;
