package dev.redkit.mapping;

/** Where the parts of a mapper write down why a record was not mapped. */
final class Verdict {
    private String reason;

    Outcome reject(String why) {
        reason = why;
        return Outcome.REJECTED;
    }

    Outcome skip(String why) {
        reason = why;
        return Outcome.SKIPPED;
    }

    void clear() {
        reason = null;
    }

    String reason() {
        return reason;
    }
}
