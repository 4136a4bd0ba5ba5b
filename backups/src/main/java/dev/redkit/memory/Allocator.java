package dev.redkit.memory;

/** What an allocation really takes. */
public enum Allocator {
    /** The jemalloc that Redis and Valkey bring along: small classes 8 bytes apart. */
    JEMALLOC(8),
    /** The jemalloc of an operating system, as in the packages of Debian: small classes 16 bytes apart. */
    SYSTEM_JEMALLOC(16),
    /** A C library that does not tell sizes (musl): the server keeps the size itself, in 8 bytes more. */
    LIBC(0);

    private static final int SMALL = 64;
    private static final int SIZE_PREFIX = 8;
    private final int quantum;

    Allocator(int quantum) {
        this.quantum = quantum;
    }

    /**
     * The bytes behind a request for so many. Of jemalloc: up to 64 every multiple of the quantum (and 8), beyond that
     * four classes to each power of two.
     */
    public long size(long request) {
        if (quantum == 0) {
            return request + SIZE_PREFIX;
        }
        if (request <= 8) {
            return 8;
        }
        if (request <= SMALL) {
            return (request + quantum - 1) / quantum * quantum;
        }
        int power = 63 - Long.numberOfLeadingZeros(request - 1);
        long step = 1L << (power - 2);
        return (request + step - 1) & -step;
    }

    /** A dynamic string: a header by its length, its bytes, a zero. */
    long string(long length) {
        return size(stringBytes(length));
    }

    static long stringBytes(long length) {
        return length + 1 + header(length);
    }

    static int header(long length) {
        return length < 32 ? 1 : length < 256 ? 3 : length < 65_536 ? 5 : length <= 0xffffffffL ? 9 : 17;
    }
}
