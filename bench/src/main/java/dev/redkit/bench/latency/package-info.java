/** Beside the latency of a server: what the server itself noted meanwhile, and what this machine does to a busy thread. */
package dev.redkit.bench.latency;
