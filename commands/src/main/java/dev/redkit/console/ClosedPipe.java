package dev.redkit.console;

/** Whoever read our output has read enough ({@code | head}). Not a failure: the run ends quietly, with exit code 0. */
public final class ClosedPipe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedPipe(Throwable cause) {
        super("the output was closed", cause);
    }
}
