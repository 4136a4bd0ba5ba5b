/**
 * What came back: histograms of response, service and lateness per command, written by one thread without locks and handed
 * over whole at the end of each interval; and what is read from them, percentiles with too few samples excepted.
 */
package dev.redkit.bench.recorder;
