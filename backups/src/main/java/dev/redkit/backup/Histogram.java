package dev.redkit.backup;

import java.util.Arrays;

/** How many keys, and how many bytes, lie between given bounds. */
public final class Histogram {
    private final long[] bounds;
    private final long[] keys;
    private final long[] bytes;
    /** The bounds are 1, 2, 4 …: then the bucket of a value is known without a search. */
    private final boolean powers;

    /** Buckets up to each of the rising bounds, exclusive, and one for what is above all of them. */
    public Histogram(long... bounds) {
        this.bounds = bounds.clone();
        this.keys = new long[bounds.length + 1];
        this.bytes = new long[bounds.length + 1];
        this.powers = bounds.length > 2 && bounds[0] == 1 && bounds[bounds.length - 1] == 1L << (bounds.length - 1);
    }

    /** Buckets up to 1, 2, 4, 8 … */
    static Histogram ofPowers(int count) {
        long[] bounds = new long[count];
        Arrays.setAll(bounds, i -> 1L << i);
        return new Histogram(bounds);
    }

    public void add(long value, long recordBytes) {
        int bucket = powers ? power(value) : search(value);
        keys[bucket]++;
        bytes[bucket] += recordBytes;
    }

    private int power(long value) {
        return value <= 0 ? 0 : Math.min(Long.SIZE - Long.numberOfLeadingZeros(value), bounds.length);
    }

    private int search(long value) {
        int bucket = 0;
        while (bucket < bounds.length && value >= bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    public int buckets() {
        return keys.length;
    }

    /** Where the bucket ends; {@link Long#MAX_VALUE} for the last one. */
    public long below(int bucket) {
        return bucket < bounds.length ? bounds[bucket] : Long.MAX_VALUE;
    }

    public long keys(int bucket) {
        return keys[bucket];
    }

    public long bytes(int bucket) {
        return bytes[bucket];
    }
}
