package dev.redkit.mapping;

/** What became of a record; every record becomes one of these. */
public enum Outcome {
    /** Its changes went to the sink. */
    MAPPED,
    /** It was left out as the user wished, by {@code --where} or {@code --null skip}. */
    SKIPPED,
    /** It cannot be mapped, and nothing of it went to the sink. */
    REJECTED
}
