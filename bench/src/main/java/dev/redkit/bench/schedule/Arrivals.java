package dev.redkit.bench.schedule;

/** How the intended times of an open loop lie. */
public enum Arrivals {
    /** At equal distances. */
    CONSTANT,
    /** At random, as requests of many independent users do. */
    POISSON
}
