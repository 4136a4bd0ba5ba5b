package dev.redkit.redis;

import dev.redkit.wire.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How long servers took for their commands, by their own account ({@code LATENCY HISTOGRAM}, since Redis 7.0): for each
 * command, how many calls took at most so many microseconds. The bounds are powers of two.
 */
public final class ServerLatency {
    private final Map<String, TreeMap<Long, Long>> upTo = new HashMap<>();

    /** Adds what one server said; an answer of another shape says nothing. */
    public void add(Reply reply) {
        if (!(reply instanceof Reply.Array || reply instanceof Reply.Pairs)) {
            return;
        }
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            List<Reply> parts = items.get(i + 1).items();
            for (int k = 0; k + 1 < parts.size(); k += 2) {
                if (parts.get(k).text().equals("histogram_usec")) {
                    buckets(items.get(i).text(), parts.get(k + 1).items());
                }
            }
        }
    }

    private void buckets(String command, List<Reply> buckets) {
        TreeMap<Long, Long> all = upTo.computeIfAbsent(command, name -> new TreeMap<>());
        for (int i = 0; i + 1 < buckets.size(); i += 2) {
            all.merge(buckets.get(i).number(), buckets.get(i + 1).number(), Long::sum);
        }
    }

    /** Those that somebody has told of. */
    public Set<String> commands() {
        return Set.copyOf(upTo.keySet());
    }

    /** The bound below which 99 of 100 calls since {@code before} stayed, in microseconds; NaN where nobody said. */
    public double p99(String command, ServerLatency before) {
        TreeMap<Long, Long> now = upTo.getOrDefault(command, new TreeMap<>());
        TreeMap<Long, Long> then = before.upTo.getOrDefault(command, new TreeMap<>());
        long all = now.isEmpty()
                ? 0
                : now.lastEntry().getValue()
                        - (then.isEmpty() ? 0 : then.lastEntry().getValue());
        for (Map.Entry<Long, Long> bucket : now.entrySet()) {
            Map.Entry<Long, Long> earlier = then.floorEntry(bucket.getKey());
            long calls = bucket.getValue() - (earlier == null ? 0 : earlier.getValue());
            if (all > 0 && calls >= 0.99 * all) {
                return bucket.getKey();
            }
        }
        return Double.NaN;
    }
}
