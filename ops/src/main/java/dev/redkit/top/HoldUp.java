package dev.redkit.top;

/** A latency event: what held the server up, when last, and for how long. */
public record HoldUp(String node, String event, long second, long latestMillis, long maxMillis) {}
