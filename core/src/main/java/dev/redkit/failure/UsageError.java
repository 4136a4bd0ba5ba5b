package dev.redkit.failure;

/** The command was not said right: an unknown word, a value that does not parse, options that contradict. */
public final class UsageError extends Failure {
    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        this(message, null, null);
    }

    public UsageError(String message, String hint) {
        this(message, hint, null);
    }

    public UsageError(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
