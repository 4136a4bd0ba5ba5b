package dev.redkit.console;

/** What {@code --progress} can say. */
public enum ProgressStyle {
    /** A bar on a terminal, a line every few seconds elsewhere. */
    AUTO,
    BAR,
    PLAIN,
    JSON,
    NONE
}
