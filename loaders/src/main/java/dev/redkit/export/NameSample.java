package dev.redkit.export;

import dev.redkit.keyspace.NameBatches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Some of many names, drawn at random: those whose hashes are the smallest. Holds no more than it draws. */
final class NameSample {
    private record Drawn(byte[] name, long hash) {}

    private static final int BATCH = 500;

    private final long count;
    private final long seed;
    private final PriorityQueue<Drawn> drawn = new PriorityQueue<>(
            Comparator.comparing(Drawn::hash, Long::compareUnsigned).reversed());

    NameSample(long count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    void add(byte[] name) {
        long hash = KeyHash.of(seed, name);
        if (drawn.size() < count) {
            drawn.add(new Drawn(name, hash));
        } else if (Long.compareUnsigned(hash, drawn.peek().hash()) < 0) {
            drawn.poll();
            drawn.add(new Drawn(name, hash));
        }
    }

    /** The names drawn, in random order. */
    NameBatches names() {
        List<Drawn> all = new ArrayList<>(drawn);
        all.sort(Comparator.comparing(Drawn::hash, Long::compareUnsigned));
        List<byte[]> names = all.stream().map(Drawn::name).toList();
        return batches(names);
    }

    static NameBatches batches(List<byte[]> names) {
        int[] at = {0};
        return () -> {
            if (at[0] == names.size()) {
                return null;
            }
            int from = at[0];
            at[0] = Math.min(names.size(), from + BATCH);
            return names.subList(from, at[0]);
        };
    }
}
