package dev.redkit.failure;

/** Refused without consent: dangerous or protected, and nobody there to ask. */
public final class NoConsent extends Failure {
    private static final long serialVersionUID = 1L;

    public NoConsent(String message) {
        this(message, null, null);
    }

    public NoConsent(String message, String hint) {
        this(message, hint, null);
    }

    public NoConsent(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
