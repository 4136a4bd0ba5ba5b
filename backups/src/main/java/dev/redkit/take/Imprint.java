package dev.redkit.take;

import java.io.IOException;

/**
 * What tells of a key, without its value, whether it still is what was backed up.
 *
 * @param expireAt when it was to expire, in Unix milliseconds, or {@link dev.redkit.entry.Entry#NEVER}
 * @param checksum the last eight bytes of its DUMP payload, little-endian as they lie there, or {@link #NONE}
 */
public record Imprint(long expireAt, long checksum) {
    /** A big value was read in pieces, without a payload; and some servers compute no checksum. */
    public static final long NONE = 0;

    /** Hears of the keys that were written, in the order of the file. */
    public interface Listener {
        void accept(byte[] name, Imprint imprint) throws IOException;
    }
}
