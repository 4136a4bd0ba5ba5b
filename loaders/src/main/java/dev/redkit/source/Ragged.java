package dev.redkit.source;

import dev.redkit.failure.BadInput;

/** What becomes of a record that has fewer or more fields than there are columns. */
public enum Ragged {
    /** It is spoiled. */
    ERROR,
    /** Missing fields are null; one with too many is spoiled. */
    PAD,
    /** What is too much is dropped; one with too few is spoiled. */
    CUT,
    /** Missing fields are null, what is too much is dropped. */
    FIT;

    static final String AFTER_QUOTE = "text after a closing quote";

    static BadInput neverClosed(String input, long line) {
        return new BadInput(
                "the quote that opens on line " + line + " of " + input + " is never closed",
                "mend that line, or say --quote none if quotes are plain characters here");
    }

    /** What is wrong with a record that is not as wide as the columns, or null when that is allowed. */
    String fault(int fields, int columns) {
        if (fields == columns || (fields < columns ? allowsFewer() : allowsMore())) {
            return null;
        }
        return (fields == 1 ? "1 field" : fields + " fields") + " instead of " + columns;
    }

    private boolean allowsFewer() {
        return this == PAD || this == FIT;
    }

    private boolean allowsMore() {
        return this == CUT || this == FIT;
    }
}
