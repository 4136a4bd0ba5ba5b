package dev.redkit.failure;

/** An output could not be written to its end: disk full, quota, an I/O error. The target itself was left as it was. */
public final class CannotWrite extends Failure {
    private static final long serialVersionUID = 1L;

    public CannotWrite(String message) {
        this(message, null, null);
    }

    public CannotWrite(String message, String hint) {
        this(message, hint, null);
    }

    public CannotWrite(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
