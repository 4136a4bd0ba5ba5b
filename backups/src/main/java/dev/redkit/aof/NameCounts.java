package dev.redkit.aof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by names, of which it holds only so many: what comes after them counts as {@link #OTHERS}. */
final class NameCounts {
    static final String OTHERS = "(others)";

    private final int most;
    private final Map<String, long[]> counts = new HashMap<>();

    NameCounts(int most) {
        this.most = most;
    }

    void add(String name, long times, long bytes) {
        long[] count = counts.get(name);
        if (count == null) {
            String held = counts.size() < most ? name : OTHERS;
            count = counts.computeIfAbsent(held, any -> new long[2]);
        }
        count[0] += times;
        count[1] += bytes;
    }

    void add(NameCounts other) {
        other.counts.forEach((name, count) -> add(name, count[0], count[1]));
    }

    /** The most frequent first. */
    List<Timeline.Count> top(int wanted) {
        List<Timeline.Count> all = new ArrayList<>();
        counts.forEach((name, count) -> all.add(new Timeline.Count(name, count[0], count[1])));
        all.sort(Comparator.comparingLong(Timeline.Count::commands).reversed().thenComparing(Timeline.Count::name));
        return List.copyOf(all.subList(0, Math.min(wanted, all.size())));
    }
}
