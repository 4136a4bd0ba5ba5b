package dev.redkit.expression;

/** An expression has no value for these bindings: a text that is no number, a division by zero. The data is at fault. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
