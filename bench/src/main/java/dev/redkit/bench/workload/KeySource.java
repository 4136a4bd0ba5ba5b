package dev.redkit.bench.workload;

import java.util.SplittableRandom;

/**
 * Draws the keys of one key space for one thread, and notes which it has drawn. Threads walk a sequential space in
 * turn: the first of two draws 0, 2, 4, …
 */
public final class KeySource {
    /** Up to here it is known which keys were touched: a bit for each. */
    private static final long NOTED = 1L << 26;

    private final KeySpace space;
    private final SplittableRandom random;
    private final Zipf zipf;
    private final long[] touched;
    private final int step;
    private final double hotKeys;
    private final double hotPart;
    private long next;
    private long made;

    /** The source of thread {@code index} of {@code of}. */
    KeySource(KeySpace space, int index, int of, SplittableRandom random) {
        this.space = space;
        this.random = random;
        this.step = of;
        this.next = index;
        this.made = space.count() + index;
        zipf = switch (space.shape()) {
            case ZIPF, LATEST -> new Zipf(space.count(), space.first());
            default -> null;
        };
        hotKeys = Math.max(1, space.count() * space.first() / 100);
        hotPart = space.second() / 100;
        touched = space.count() <= NOTED ? new long[(int) ((space.count() + 63) / 64)] : null;
    }

    KeySpace space() {
        return space;
    }

    long next() {
        long key = switch (space.shape()) {
            case UNIFORM -> random.nextLong(space.count());
            case SEQUENTIAL -> inTurn();
            case ZIPF -> zipf.next(random);
            case GAUSSIAN -> gaussian();
            case LATEST -> Math.max(0, made - step - zipf.next(random));
            case HOTSPOT -> hotspot();
        };
        if (touched != null && key < space.count()) {
            touched[(int) (key >>> 6)] |= 1L << key;
        }
        return key;
    }

    /** A key that was not there before. */
    long fresh() {
        long key = made;
        made += step;
        return key % (KeySpace.MOST + 1);
    }

    private long inTurn() {
        long key = next;
        next += step;
        if (next >= space.count()) {
            next %= space.count();
        }
        return key % space.count();
    }

    /** The sum of twelve uniform numbers is close enough to a bell, and costs no logarithm. */
    private long gaussian() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        double at = (0.5 + sum * space.first()) * space.count();
        return Math.min(space.count() - 1, Math.max(0, (long) at));
    }

    private long hotspot() {
        boolean hot = random.nextDouble() < hotPart;
        double at = hot
                ? random.nextDouble() * hotKeys
                : hotKeys + random.nextDouble() * Math.max(1, space.count() - hotKeys);
        return Math.min(space.count() - 1, (long) at);
    }

    /** How many different keys these sources of one space have drawn; -1 where nobody took notes. */
    public static long distinct(Iterable<KeySource> sources) {
        long[] all = null;
        for (KeySource source : sources) {
            if (source.touched == null) {
                return -1;
            }
            if (all == null) {
                all = source.touched.clone();
            } else {
                for (int i = 0; i < all.length; i++) {
                    all[i] |= source.touched[i];
                }
            }
        }
        long count = 0;
        for (int i = 0; all != null && i < all.length; i++) {
            count += Long.bitCount(all[i]);
        }
        return count;
    }
}
