package dev.redkit.doctor;

/** A rule that could not look, and why: "CONFIG GET *: not permitted". */
public record Unseen(String rule, String node, String reason) {}
