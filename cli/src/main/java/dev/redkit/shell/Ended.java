package dev.redkit.shell;

/** A line did not do what it should, and has said so itself; a script ends here with that code. */
public final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    Ended(int code) {
        super("ended with " + code, null, false, false);
        this.code = code;
    }

    /** The code to end with. */
    public int code() {
        return code;
    }
}
