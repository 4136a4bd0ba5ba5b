package dev.redkit.failure;

/** Data that is not what it should be: malformed, truncated, damaged. The message names the file and the line or offset. */
public final class BadInput extends Failure {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        this(message, null, null);
    }

    public BadInput(String message, String hint) {
        this(message, hint, null);
    }

    public BadInput(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }

    /** Bad bytes at a known place of a named input. */
    public static BadInput at(String input, long offset, String what) {
        return new BadInput(what + " at byte " + offset + " of " + input);
    }
}
