package dev.redkit.failure;

/** The work was done, but not for every record; each one left out was counted, named and written down. */
public final class Partial extends Failure {
    private static final long serialVersionUID = 1L;

    public Partial(String message) {
        this(message, null, null);
    }

    public Partial(String message, String hint) {
        this(message, hint, null);
    }

    public Partial(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
