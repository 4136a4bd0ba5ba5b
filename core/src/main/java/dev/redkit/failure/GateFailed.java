package dev.redkit.failure;

/** A gate or a comparison said no: an assertion, a difference, a damaged backup. */
public final class GateFailed extends Failure {
    private static final long serialVersionUID = 1L;

    public GateFailed(String message) {
        this(message, null, null);
    }

    public GateFailed(String message, String hint) {
        this(message, hint, null);
    }

    public GateFailed(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
