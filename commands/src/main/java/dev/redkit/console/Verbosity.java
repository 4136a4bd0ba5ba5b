package dev.redkit.console;

/** How much is said on stderr about the work; data and errors are never held back. */
public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE,
    DEBUG
}
