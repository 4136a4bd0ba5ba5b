package dev.redkit.convert;

import java.util.Map;
import java.util.TreeMap;

/** What a conversion could not bring along, by its reason. */
public final class Losses {
    private static final int MOST_REASONS = 1000;
    private static final String MORE = "(other reasons)";

    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> changed = new TreeMap<>();

    /** A key, or something beside keys, is not in the result. */
    public void leftOut(String reason) {
        leftOut(reason, 1);
    }

    /** The same, so many times. */
    public void leftOut(String reason, long times) {
        count(leftOut, reason, times);
    }

    /** A key is in the result, but not all that was known of it. */
    public void changed(String reason) {
        count(changed, reason, 1);
    }

    private static void count(Map<String, Long> counts, String reason, long times) {
        counts.merge(counts.size() < MOST_REASONS || counts.containsKey(reason) ? reason : MORE, times, Long::sum);
    }

    public Map<String, Long> leftOut() {
        return leftOut;
    }

    public Map<String, Long> changed() {
        return changed;
    }

    public long total() {
        return sum(leftOut) + sum(changed);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
