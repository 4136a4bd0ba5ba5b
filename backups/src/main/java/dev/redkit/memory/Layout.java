package dev.redkit.memory;

import dev.redkit.entry.Kind;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;

/** The structures of a line of servers, as far as MEMORY USAGE counts them. All sizes are those of 64-bit builds. */
abstract class Layout {
    /** Type, encoding, use, references, pointer. */
    static final long OBJECT = 16;

    static final long POINTER = 8;
    static final int EMBEDDED = 44;
    /** A skip list's node has another level with a chance of one in four. */
    private static final double NEXT_LEVEL = 0.25;

    private static final int LEVELS = 32;

    final Allocator allocator;

    Layout(Allocator allocator) {
        this.allocator = allocator;
    }

    static Layout of(Flavour flavour, Version version, Allocator allocator) {
        if (flavour == Flavour.VALKEY && version.atLeast(8, 1)) {
            return new ValkeyLayout(allocator);
        }
        return version.atLeast(7, 2) ? new RedisEightLayout(allocator) : new RedisSevenLayout(allocator);
    }

    /** The key with its place in the keyspace, for all types but strings. */
    abstract long key(int length, boolean expires);

    /** A whole string: key and value. */
    abstract long text(int keyLength, boolean expires, long length, boolean number);

    /** An element of a table: of a hash the field for an odd number, else the value. */
    abstract long part(Kind kind, long number, long length);

    /** A table of so many elements, without them. */
    abstract long table(Kind kind, long elements);

    abstract long skiplist(long members);

    abstract long list(long nodes);

    abstract long stream();

    abstract long tree(RadixNodes tree);

    abstract long group();

    abstract long consumer();

    long pending() {
        return 24;
    }

    abstract int hashMost();

    boolean packsLists() {
        return true;
    }

    boolean packsSets() {
        return true;
    }

    long expiries(long fields) {
        return 0;
    }

    long packedExpiries() {
        return 0;
    }

    long vectors(long count, long bytes) {
        return bytes;
    }

    /** Slots of a table of linked entries: the next power of two. */
    static long slots(long elements) {
        return elements <= 4 ? 4 : Long.highestOneBit(elements - 1) << 1;
    }

    /** What a node of a skip list takes on average, of so many bytes below its levels. */
    final long skiplistNode(long bytes) {
        double sum = 0;
        double chance = 1 - NEXT_LEVEL;
        for (int level = 1; level <= LEVELS; level++) {
            sum += chance * allocator.size(bytes + 2 * POINTER * level);
            chance *= NEXT_LEVEL;
        }
        return Math.round(sum);
    }

    final long skiplistHeader(long bytes) {
        return allocator.size(bytes + 2 * POINTER * LEVELS);
    }
}
