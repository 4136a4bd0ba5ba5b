package dev.redkit.top;

/** An entry of the slow log; without arguments, which may be secrets. */
public record Slow(String node, long id, long second, long micros, String command) {}
