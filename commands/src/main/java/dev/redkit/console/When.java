package dev.redkit.console;

/** What {@code --color} can say. */
public enum When {
    AUTO,
    ALWAYS,
    NEVER
}
