package dev.redkit.testkit;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to the bytes of one direction. Offsets count the (decrypted) bytes of a connection from
 * its start. Cuts, resets and corruptions happen once, on the first connection that gets that far; the rest lasts until
 * {@link #clear()}.
 */
public final class Faults {
    private static final long NEVER = -1;

    private long endAt = NEVER;
    private boolean reset;
    private long corruptAt = NEVER;
    private Duration delay = Duration.ZERO;
    private long bytesPerSecond = Long.MAX_VALUE;
    private boolean held;

    /** Closes the connection, both ways, as soon as this many bytes have passed. */
    public synchronized Faults cutAfter(long bytes) {
        endAt = bytes;
        reset = false;
        return this;
    }

    /** The same with a TCP reset. */
    public synchronized Faults resetAfter(long bytes) {
        endAt = bytes;
        reset = true;
        return this;
    }

    /** Flips all bits of the byte at this offset. */
    public synchronized Faults corruptAt(long offset) {
        corruptAt = offset;
        return this;
    }

    /** Holds each piece back for so long. */
    public synchronized Faults delay(Duration time) {
        delay = time;
        return this;
    }

    /** Lets no more than this through in a second. */
    public synchronized Faults throttle(long bytes) {
        bytesPerSecond = bytes;
        return this;
    }

    /** Nothing passes any more, and nothing is closed: a silent network. */
    public synchronized Faults hold() {
        held = true;
        return this;
    }

    /** Ends every fault; what was held flows on. */
    public synchronized void clear() {
        endAt = NEVER;
        corruptAt = NEVER;
        delay = Duration.ZERO;
        bytesPerSecond = Long.MAX_VALUE;
        held = false;
        notifyAll();
    }

    /** Waits as the faults want, harms the bytes, and says how many of them may pass now. */
    synchronized int apply(byte[] buffer, int offset, int count, long passed) {
        int step = count;
        if (endAt != NEVER) {
            step = (int) Math.min(step, Math.max(0, endAt - passed));
        }
        if (bytesPerSecond != Long.MAX_VALUE) {
            step = (int) Math.min(step, Math.max(1, bytesPerSecond / 20));
        }
        sleep(delay.toMillis() + step * 1000L / bytesPerSecond);
        if (corruptAt >= passed && corruptAt < passed + step) {
            buffer[offset + (int) (corruptAt - passed)] ^= (byte) 0xff;
            corruptAt = NEVER;
        }
        return step;
    }

    /** Whether the connection ends here. Says so once. */
    synchronized boolean endsAt(long passed) {
        boolean now = endAt != NEVER && passed >= endAt;
        if (now) {
            endAt = NEVER;
        }
        return now;
    }

    synchronized boolean endsWithReset() {
        return reset;
    }

    /** Sleeps without holding the lock, and until nothing is held any more. */
    private void sleep(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 || held; left = (end - System.nanoTime()) / 1_000_000) {
                wait(held ? 0 : left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
