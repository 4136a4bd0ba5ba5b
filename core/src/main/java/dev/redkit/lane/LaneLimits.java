package dev.redkit.lane;

import java.time.Duration;

/**
 * How much a lane has under way, and how patient it is.
 *
 * @param bytes unanswered bytes of each connection; one command larger than this goes alone
 * @param commands unanswered commands of each connection
 * @param patience how long a command is tried again that the server cannot take just now (LOADING, BUSY, a moving slot)
 */
public record LaneLimits(int bytes, int commands, Duration patience) {
    public static final LaneLimits DEFAULT = new LaneLimits(1024 * 1024, 20_000, Duration.ofSeconds(60));

    public LaneLimits {
        if (bytes < 1 || commands < 1) {
            throw new IllegalArgumentException("a lane must be allowed at least one byte and one command");
        }
    }
}
