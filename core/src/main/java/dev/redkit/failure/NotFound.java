package dev.redkit.failure;

/** What was asked for is not there: a key that no file holds, a file that cannot be read. */
public final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        this(message, null, null);
    }

    public NotFound(String message, String hint) {
        this(message, hint, null);
    }

    public NotFound(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
