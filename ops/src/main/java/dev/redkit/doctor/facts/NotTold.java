package dev.redkit.doctor.facts;

/** A fact that the server would not tell: whoever needed it cannot say anything. Not a failure of the run. */
public final class NotTold extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTold(String what) {
        super(what, null, false, false);
    }
}
