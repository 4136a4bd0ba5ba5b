package dev.redkit.tail;

/**
 * What became of everything that went by.
 *
 * @param seen messages that came from the server
 * @param shown messages that passed the filters and went out
 * @param dropped messages that the output was too slow for
 * @param tooBig messages larger than the limit
 * @param gaps stretches in which something may have gone by unseen
 * @param gapNanos how long these were together
 * @param lost messages that are known to be lost in them
 * @param found whether what was waited for came
 */
public record Tally(
        long seen, long shown, long dropped, long tooBig, long gaps, long gapNanos, long lost, boolean found) {
    /** Whether something went by, or may have gone by, that was not taken. */
    public boolean complete() {
        return gaps == 0 && dropped == 0 && tooBig == 0 && lost == 0;
    }
}
