package dev.redkit.aof;

import java.util.List;

/**
 * What of an append-only file is done again.
 *
 * @param until commands up to this Unix time in seconds; {@link Long#MAX_VALUE} for all
 * @param file in which it ends; null for the last one
 * @param offset where in that file: what does not end before it is not done
 * @param only which keys are meant; null for all, and for commands without keys
 * @param drops commands that are not done
 * @param speed how many times faster than they were noted; 0 for as fast as the server takes them
 * @param base whether the keys of an RDB part are restored first
 */
public record ReplayPlan(
        long until, String file, long offset, KeyChoice only, List<CommandPattern> drops, double speed, boolean base) {
    public static final ReplayPlan ALL = new ReplayPlan(Long.MAX_VALUE, null, 0, null, List.of(), 0, true);

    /** Which keys are meant. */
    public interface KeyChoice {
        boolean wants(int db, byte[] key);
    }

    public ReplayPlan {
        drops = List.copyOf(drops);
    }

    boolean looks() {
        return only != null || !drops.isEmpty();
    }
}
