package dev.redkit.shell;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NoConsent;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.Partial;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;

/** A failure with the place in a script where it happened; of the same kind, so the exit code is the same. */
final class Located {
    private Located() {}

    static Failure at(String place, Failure failure) {
        String message = place + ": " + failure.getMessage();
        String hint = failure.hint().orElse(null);
        if (failure instanceof ServerRefused refused) {
            return new ServerRefused(refused.code(), message, hint);
        } else if (failure instanceof Unreachable) {
            return new Unreachable(message, hint, failure);
        } else if (failure instanceof NotAllowed) {
            return new NotAllowed(message, hint, failure);
        } else if (failure instanceof BadInput) {
            return new BadInput(message, hint, failure);
        } else if (failure instanceof UsageError) {
            return new UsageError(message, hint, failure);
        } else if (failure instanceof NoConsent) {
            return new NoConsent(message, hint, failure);
        } else if (failure instanceof CannotWrite) {
            return new CannotWrite(message, hint, failure);
        } else if (failure instanceof NotFound) {
            return new NotFound(message, hint, failure);
        } else if (failure instanceof GateFailed) {
            return new GateFailed(message, hint, failure);
        } else if (failure instanceof Partial) {
            return new Partial(message, hint, failure);
        } else if (failure instanceof NotMeasured) {
            return new NotMeasured(message, hint, failure);
        }
        return failure;
    }
}
