/**
 * Whether two runs differ: figures per block (never per request, since requests depend on each other), an interval for the
 * change by bootstrap, an exact rank test, and three answers, of which one is that it cannot be said.
 */
package dev.redkit.bench.stats;
