package dev.redkit.rdb;

/**
 * Bytes that cannot be right, found by a decoder that does not know where in the file they lie. Never leaves this
 * package: whoever knows the file turns it into a {@link dev.redkit.failure.BadInput}.
 */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int at;

    /**
     * @param what the sentence without its place
     * @param at where, counted from the start of the piece that was decoded
     */
    Malformed(String what, int at) {
        super(what, null, false, false);
        this.at = at;
    }

    int at() {
        return at;
    }
}
