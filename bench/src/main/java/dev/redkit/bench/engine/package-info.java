/**
 * Sends a workload at a load and takes down what comes back: one selector thread per loop, each with its own connections,
 * encoders and histograms, so that nothing on the way of a request is shared, locked or allocated. Histograms leave a loop
 * whole, at the end of each interval.
 */
package dev.redkit.bench.engine;
