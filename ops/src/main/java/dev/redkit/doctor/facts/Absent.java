package dev.redkit.doctor.facts;

/** A field or setting that this server does not have: older, newer, or of another make. */
public final class Absent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Absent(String name) {
        super(name, null, false, false);
    }
}
