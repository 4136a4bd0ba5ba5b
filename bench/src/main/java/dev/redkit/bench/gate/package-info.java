/** Bounds that a pipeline sets on a result, {@code get.p99<2ms}, and whether they hold. */
package dev.redkit.bench.gate;
