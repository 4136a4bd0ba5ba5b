package dev.redkit.keyspace;

/**
 * How many elements of a big value to ask for at once: as many as make about 256 KiB, going by
 * those so far, and few enough that the server is back for others within a millisecond or two.
 */
final class Window {
    private static final long BYTES = 256 << 10;
    private static final int MOST = 2_000;

    private int count;

    /** For a value of that many elements in so many bytes; either may be unknown. */
    Window(long elements, long bytes) {
        count = elements > 0 && bytes > 0 ? clamp(BYTES / (bytes / elements + 1)) : 10;
    }

    int count() {
        return count;
    }

    byte[] word() {
        return Line.number(count);
    }

    /** Tells how much came; the window grows slowly and shrinks at once. */
    void came(int elements, long bytes) {
        if (elements > 0) {
            count = Math.min(4 * count, clamp(BYTES / (bytes / elements + 1)));
        }
    }

    private static int clamp(long value) {
        return (int) Math.max(1, Math.min(MOST, value));
    }
}
