package dev.redkit.console;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NoConsent;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;

/** How a run ended, as the shell sees it. The numbers are part of the public interface. */
public enum ExitCode {
    DONE(0, "done"),
    FAILED(1, "failed; an error reply of the server included"),
    USAGE(2, "the command line was not understood"),
    GATE(3, "a gate or comparison said no: an assertion, a regression, a difference, a damaged backup"),
    PARTIAL(4, "done in part: records were rejected or keys were skipped"),
    NOT_MEASURED(5, "the measurement is not valid, or inconclusive"),
    UNREACHABLE(6, "cannot connect, or timed out"),
    NOT_ALLOWED(7, "not allowed: NOAUTH, WRONGPASS, NOPERM"),
    BAD_INPUT(8, "bad input data"),
    NO_CONSENT(9, "refused without consent: dangerous or protected, and nobody to ask"),
    INTERRUPTED(130, "interrupted (Ctrl-C)"),
    TERMINATED(143, "terminated (SIGTERM)");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** What it means, in the words of the help topic. */
    public String meaning() {
        return meaning;
    }

    /** The one mapping from a failure to an exit code. */
    public static ExitCode of(Failure failure) {
        if (failure instanceof UsageError) {
            return USAGE;
        } else if (failure instanceof Unreachable) {
            return UNREACHABLE;
        } else if (failure instanceof NotAllowed) {
            return NOT_ALLOWED;
        } else if (failure instanceof BadInput) {
            return BAD_INPUT;
        } else if (failure instanceof GateFailed) {
            return GATE;
        } else if (failure instanceof Partial) {
            return PARTIAL;
        } else if (failure instanceof NotMeasured) {
            return NOT_MEASURED;
        } else if (failure instanceof NoConsent) {
            return NO_CONSENT;
        }
        return FAILED;
    }
}
