package dev.redkit.failure;

/** A measurement was taken but cannot be believed, or does not decide. */
public final class NotMeasured extends Failure {
    private static final long serialVersionUID = 1L;

    public NotMeasured(String message) {
        this(message, null, null);
    }

    public NotMeasured(String message, String hint) {
        this(message, hint, null);
    }

    public NotMeasured(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
