package dev.redkit.lane;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.List;

/** What a server answered to one transaction of {@link ExactlyOnce}. */
final class Transaction {
    private static final String BECAUSE = "because of: ";

    private final boolean done;
    private final Reply.Err[] errors;
    private final boolean someRefused;
    private final Reply.Err cause;

    private Transaction(boolean done, Reply.Err[] errors, boolean someRefused, Reply.Err cause) {
        this.done = done;
        this.errors = errors;
        this.someRefused = someRefused;
        this.cause = cause;
    }

    /** Reads all replies to a transaction of so many commands and {@link Marker}'s own. */
    static Transaction read(Wire wire, int commands) {
        Reply.Err cause = null;
        for (int i = 0; i < Marker.HEAD; i++) {
            cause = first(cause, wire.read());
        }
        Reply.Err[] errors = new Reply.Err[commands];
        boolean someRefused = false;
        for (int i = 0; i < commands; i++) {
            if (wire.read() instanceof Reply.Err error) {
                errors[i] = error;
                someRefused = true;
            }
        }
        for (int i = 0; i < Marker.OWN; i++) {
            cause = first(cause, wire.read());
        }
        boolean ours = cause != null;
        Reply exec = wire.read();
        if (exec instanceof Reply.Array array && array.items().size() == commands + Marker.OWN) {
            return executed(array.items(), commands);
        }
        for (int i = 0; i < commands && cause == null; i++) {
            cause = errors[i];
        }
        return new Transaction(false, errors, someRefused && !ours, cause == null ? said(exec) : cause);
    }

    private static Transaction executed(List<Reply> items, int commands) {
        Reply.Err[] errors = new Reply.Err[commands];
        for (int i = 0; i < commands; i++) {
            errors[i] = items.get(i) instanceof Reply.Err error ? error : null;
        }
        return new Transaction(true, errors, false, null);
    }

    private static Reply.Err first(Reply.Err known, Reply reply) {
        return known == null && reply instanceof Reply.Err error ? error : known;
    }

    /** The reason inside {@code EXECABORT Transaction discarded because of: OOM …}; null when there was no error. */
    private static Reply.Err said(Reply exec) {
        if (!(exec instanceof Reply.Err error)) {
            return null;
        }
        int at = error.message().indexOf(BECAUSE);
        return at < 0 ? error : new Reply.Err(error.message().substring(at + BECAUSE.length()));
    }

    /** Whether it ran. Single commands of it may have been refused all the same. */
    boolean done() {
        return done;
    }

    /** Why a command was refused, on the way into the transaction or in it; null when it was not. */
    Reply.Err error(int command) {
        return errors[command];
    }

    /** Whether it did not run because of commands that were refused on the way into it, and not because of ours. */
    boolean someRefused() {
        return someRefused;
    }

    /** Why it did not run; null when it was because the one before it did not. */
    Reply.Err cause() {
        return cause;
    }
}
