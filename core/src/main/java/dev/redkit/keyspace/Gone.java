package dev.redkit.keyspace;

import java.io.IOException;

/**
 * A key was deleted, expired or replaced while its value was being walked. Whoever walks brings what it has written to an
 * end and throws this on; {@link Keyspace} counts it and goes on with the next key.
 */
public final class Gone extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean again;

    /** For entries from elsewhere, where the same was written down. */
    public Gone() {
        this(false);
    }

    /** {@code again} says that the key lives on, elsewhere, and will be read once more from its beginning. */
    Gone(boolean again) {
        super("the key vanished while it was read");
        this.again = again;
    }

    boolean again() {
        return again;
    }
}
