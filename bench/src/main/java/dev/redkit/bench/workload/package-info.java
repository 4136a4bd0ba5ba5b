/**
 * What is sent: weighted commands with placeholders ({@code GET {key:zipf 1M 0.99}}), the key spaces they draw from, and
 * the encoders that write them as RESP into a buffer without making a single object per request.
 */
package dev.redkit.bench.workload;
