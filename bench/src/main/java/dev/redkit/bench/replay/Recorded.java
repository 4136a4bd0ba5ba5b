package dev.redkit.bench.replay;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One request as it was recorded.
 *
 * @param micros when; only differences mean something
 * @param client who sent it, as the recording names clients
 * @param db in which database
 */
record Recorded(long micros, String client, int db, byte[][] args) {
    /** The command's name in lower case. */
    String name() {
        return new String(args[0], StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }
}
