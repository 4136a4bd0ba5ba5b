package dev.redkit.aof;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of an append-only file that is cut.
 *
 * @param files its files in their order
 * @param cut where it is cut; empty when only single commands are left out
 * @param kept commands that stay
 * @param dropped commands left out one by one, by name
 * @param after commands behind the cut, by name
 * @param shown the first of those that are left out one by one
 * @param lastTime the last noted time among what stays, or {@link AofReader#NO_TIME}
 * @param unread why what comes after the cut could not be read to its end, or null
 */
public record CutPlan(
        List<File> files,
        Optional<Cut> cut,
        long kept,
        Map<String, Long> dropped,
        Map<String, Long> after,
        List<Dropped> shown,
        long lastTime,
        String unread) {
    /** What becomes of a file. */
    public enum Fate {
        WHOLE,
        /** Some commands in it are left out. */
        THINNED,
        /** It ends earlier. */
        CUT,
        LEFT_OUT
    }

    /**
     * One file.
     *
     * @param bytes that stay of it
     */
    public record File(AofPart part, Fate fate, long bytes, long commands) {}

    /**
     * Where it is cut.
     *
     * @param transaction whether it was meant to be cut later, in the middle of a transaction that begins there
     */
    public record Cut(AofPart part, long offset, boolean transaction) {}

    /** A command that is left out. */
    public record Dropped(String file, long offset, long time, String command) {}

    public long droppedCommands() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    public long commandsAfter() {
        return after.values().stream().mapToLong(Long::longValue).sum();
    }
}
