package dev.redkit.bench.gate;

/**
 * What a gate said, or why nothing could be measured.
 *
 * @param subject of which result
 * @param gate the bound, as it was written
 * @param text the figure that decided
 */
public record GateResult(String subject, String gate, Answer answer, String text) {
    /** Yes, no, cannot be said, or nothing was measured. */
    public enum Answer {
        PASSED,
        FAILED,
        UNDECIDED,
        ERROR
    }
}
