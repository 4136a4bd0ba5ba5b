package dev.redkit.tail;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When enough has gone by.
 *
 * @param count after so many messages; Long.MAX_VALUE for no limit
 * @param time after that long; null for no limit
 * @param idle after that long without a message; null for no limit
 * @param until after a message in which this is found; null for none
 * @param stopAtGap at the first gap
 */
public record Limits(long count, Duration time, Duration idle, Pattern until, boolean stopAtGap) {
    public static final Limits NONE = new Limits(Long.MAX_VALUE, null, null, null, false);
}
