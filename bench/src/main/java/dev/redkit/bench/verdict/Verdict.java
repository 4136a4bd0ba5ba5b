package dev.redkit.bench.verdict;

import java.util.Locale;

/** What a run's figures are worth; of several faults the first in this order is named. */
public enum Verdict {
    /** They say what they seem to say. */
    VALID,
    /** Too short, or too few answers, to say anything. */
    TOO_SHORT,
    /** The requests did not leave when they should have, or the rate was not reached. */
    SCHEDULE_MISSED,
    /** The load generator was the bottleneck: the server can do more. */
    CLIENT_LIMITED,
    /** Something else on the machine got in the way. */
    NOISY;

    /** As it is written everywhere: {@code CLIENT-LIMITED}. */
    public String title() {
        return name().replace('_', '-');
    }

    public static Verdict of(String title) {
        return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
