package dev.redkit.shell;

/** The user leaves the shell. */
final class Leave extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Leave() {
        super("exit", null, false, false);
    }
}
