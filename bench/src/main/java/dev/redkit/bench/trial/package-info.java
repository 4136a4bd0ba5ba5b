/** One run from end to end: the servers asked before and after, the engine between, a verdict over all, a report of it. */
package dev.redkit.bench.trial;
