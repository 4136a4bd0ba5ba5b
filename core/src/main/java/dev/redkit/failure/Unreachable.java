package dev.redkit.failure;

/** No server answered: unknown host, refused port, cut connection, failed TLS handshake, timeout. */
public final class Unreachable extends Failure {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
        this(message, null, null);
    }

    public Unreachable(String message, String hint) {
        this(message, hint, null);
    }

    public Unreachable(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
