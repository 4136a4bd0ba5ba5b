package dev.redkit.failure;

/** The server answered, and does not allow it: NOAUTH, WRONGPASS, NOPERM. */
public final class NotAllowed extends Failure {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String message) {
        this(message, null, null);
    }

    public NotAllowed(String message, String hint) {
        this(message, hint, null);
    }

    public NotAllowed(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
