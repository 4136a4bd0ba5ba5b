package dev.redkit.backup;

import dev.redkit.rdb.RdbReader;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** The few keys that are greatest by some measure. */
final class TopKeys {
    private static final int LONGEST_KEY = 1024;

    private final int most;
    private final ToLongFunction<BigKey> measure;
    /** Of equals, the one that comes first in the file. */
    private final Comparator<BigKey> greatestFirst;

    private final PriorityQueue<BigKey> least;
    private long threshold = Long.MIN_VALUE;

    TopKeys(int most, ToLongFunction<BigKey> measure) {
        this.most = most;
        this.measure = measure;
        this.greatestFirst = Comparator.comparingLong(measure).reversed().thenComparingLong(BigKey::offset);
        this.least = new PriorityQueue<>(greatestFirst.reversed());
    }

    /** Takes the reader's current key if it is great enough. */
    void offer(RdbReader reader, long value, long memory) {
        if (most == 0 || (least.size() == most && value <= threshold)) {
            return;
        }
        if (least.size() == most) {
            least.remove();
        }
        byte[] key = reader.key();
        least.add(new BigKey(
                reader.db(),
                key.length <= LONGEST_KEY ? key : Arrays.copyOf(key, LONGEST_KEY),
                reader.type(),
                reader.position() - reader.offset(),
                reader.elements(),
                memory,
                reader.offset()));
        threshold = measure.applyAsLong(least.element());
    }

    List<BigKey> list() {
        return least.stream().sorted(greatestFirst).toList();
    }
}
