package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import java.io.IOException;

/** Commands in RESP, pulled one after the other by {@link Lanes}. Used by one thread. */
public interface CommandSource {
    /** What a pull brought. */
    enum Pull {
        /** One whole command was added. */
        COMMAND,
        /** The beginning, or a further piece, of a command too big to be held whole; pull again for the rest. */
        PART,
        /** The last piece of such a command was added. */
        LAST_PART,
        /** Nothing is there yet; the next pull will wait for it. */
        NOT_YET,
        /** There are no more commands. */
        END
    }

    /** Adds the next command, or a piece of one, to {@code out}. */
    Pull next(CommandBuffer out) throws IOException;

    /** Where the command that was pulled last stands in its input: a line, a byte offset, a row. */
    long place();

    /**
     * Whether the command that was pulled last may be sent again, alone and later than its successors, when the server
     * could not take it. Not so inside MULTI … EXEC.
     */
    default boolean repeatable() {
        return true;
    }
}
