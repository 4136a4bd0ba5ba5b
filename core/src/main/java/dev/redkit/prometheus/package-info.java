/** Figures for Prometheus to fetch while something runs: the text format, and who hands it out. */
package dev.redkit.prometheus;
