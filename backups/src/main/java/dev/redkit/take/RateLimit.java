package dev.redkit.take;

import dev.redkit.io.BlockFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** A stream that gives out so many bytes in a second, for the sake of others on the same network and disk. */
final class RateLimit extends BlockFilter {
    private static final double NANOS = 1e9;
    private static final int PIECES_PER_SECOND = 50;

    private final double perSecond;
    private final int piece;
    private final long start = System.nanoTime();
    private long taken;

    private RateLimit(InputStream in, double perSecond) {
        super(in);
        this.perSecond = perSecond;
        this.piece = (int) Math.max(1, Math.min(Integer.MAX_VALUE, perSecond / PIECES_PER_SECOND));
    }

    /**
     * The stream at that pace.
     *
     * @param perSecond bytes; 0 for as fast as they come
     */
    static InputStream of(InputStream in, double perSecond) {
        return perSecond == 0 ? in : new RateLimit(in, perSecond);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        long due = start + (long) (taken / perSecond * NANOS);
        long early = due - System.nanoTime();
        if (early > 0) {
            LockSupport.parkNanos(early);
        }
        int got = in.read(into, offset, Math.min(length, piece));
        taken += Math.max(got, 0);
        return got;
    }
}
