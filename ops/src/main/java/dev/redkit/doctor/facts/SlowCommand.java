package dev.redkit.doctor.facts;

/** An entry of SLOWLOG: which command, not with what, since arguments may be secrets. */
public record SlowCommand(String name, long micros) {}
