/** The highest rate at which given bounds hold, and the curve of latency over throughput that is found on the way. */
package dev.redkit.bench.slo;
