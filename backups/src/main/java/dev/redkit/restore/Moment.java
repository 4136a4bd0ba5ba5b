package dev.redkit.restore;

import java.nio.charset.StandardCharsets;

/** The time at which a server says that it has written a file. */
final class Moment {
    static final long UNKNOWN = -1;

    private Moment() {}

    static long seconds(byte[] text) {
        try {
            return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
