package dev.redkit.tail;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from 50 ms to 5 s, each by chance between half and all of it, so that
 * a thousand clients of a server that comes back do not all knock at once.
 */
public final class Backoff {
    private static final long FIRST = Duration.ofMillis(50).toMillis();
    private static final long LONGEST = Duration.ofSeconds(5).toMillis();

    private final RandomGenerator chance;
    private long next = FIRST;

    public Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    /** Milliseconds to wait now. */
    public long next() {
        long whole = next;
        next = Math.min(LONGEST, next * 2);
        return whole / 2 + chance.nextLong(whole / 2 + 1);
    }

    /** It worked: the next trouble starts from the beginning. */
    public void reset() {
        next = FIRST;
    }
}
