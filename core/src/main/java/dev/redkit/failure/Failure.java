package dev.redkit.failure;

import java.util.Optional;

/**
 * A failure that a user is meant to read: one sentence (what, where), and a hint (what to do). Its type decides the exit
 * code, so a new kind of failure is a public decision; anything that is not a {@code Failure} is a bug in redkit.
 */
public abstract sealed class Failure extends RuntimeException
        permits BadInput,
                CannotWrite,
                GateFailed,
                NoConsent,
                NotAllowed,
                NotFound,
                NotMeasured,
                Partial,
                ServerRefused,
                Unreachable,
                UsageError {
    private static final long serialVersionUID = 1L;

    private final String hint;

    Failure(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What the user can do next, when there is something to say. */
    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
