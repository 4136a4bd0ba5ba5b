package dev.redkit.top;

/**
 * What became of one command between two looks.
 *
 * @param share its part of the processor time of all commands, 0 to 1
 * @param p99Micros 99 of 100 calls took no longer, by powers of two; NaN where the server does not tell
 */
public record CommandReading(String name, double perSecond, double meanMicros, double p99Micros, double share) {}
