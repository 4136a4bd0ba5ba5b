package dev.redkit.doctor;

/** How bad a finding is. In ascending order. */
public enum Severity {
    /** Worth knowing; may well be meant so. */
    INFO,
    /** Will hurt one day. */
    WARN,
    /** Hurts now, or loses data at the next mishap. */
    ERROR
}
