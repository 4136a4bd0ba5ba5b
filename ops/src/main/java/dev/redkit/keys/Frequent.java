package dev.redkit.keys;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts which keys come most often among any number, in bounded memory: when there are too many different ones, the rarer
 * half is forgotten. A key that comes (again) later starts with what it may have had then, so that no count is too low, and
 * one is too high by {@link Counted#error} at most.
 */
public final class Frequent {
    private final int capacity;
    private final Map<ByteBuffer, long[]> counts = new HashMap<>();
    private long floor;
    private long total;

    /**
     * A key and how often it came.
     *
     * @param error by how much the count may be too high
     */
    public record Counted(byte[] name, long count, long error) {}

    public Frequent(int capacity) {
        this.capacity = capacity;
    }

    public void add(byte[] name) {
        total++;
        long[] count = counts.get(ByteBuffer.wrap(name));
        if (count == null) {
            if (counts.size() == capacity) {
                forget();
            }
            counts.put(ByteBuffer.wrap(name), new long[] {floor + 1, floor});
        } else {
            count[0]++;
        }
    }

    private void forget() {
        long[] all =
                counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
        long median = all[all.length / 2];
        counts.values().removeIf(count -> count[0] <= median);
        floor = median;
    }

    /** How many were counted. */
    public long total() {
        return total;
    }

    /** The most frequent ones. */
    public List<Counted> list(int most) {
        List<Counted> all = new ArrayList<>();
        counts.forEach((name, count) -> all.add(new Counted(bytes(name), count[0], count[1])));
        all.sort(Comparator.comparingLong(Counted::count)
                .reversed()
                .thenComparing(Counted::name, Arrays::compareUnsigned));
        return all.subList(0, Math.min(most, all.size()));
    }

    private static byte[] bytes(ByteBuffer name) {
        byte[] bytes = new byte[name.remaining()];
        name.duplicate().get(bytes);
        return bytes;
    }
}
