package dev.redkit.doctor.facts;

/** An entry of LATENCY LATEST: what held the server up, for how long at most. */
public record HoldUp(String event, long latestMillis, long maxMillis) {}
