/**
 * The program: what the words before and after the command mean, which of option, environment, profile and default wins,
 * and how a run ends. {@link dev.redkit.cli.Main} is the only place that exits.
 */
package dev.redkit.cli;
