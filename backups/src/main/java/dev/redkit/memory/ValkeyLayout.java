package dev.redkit.memory;

import dev.redkit.entry.Kind;

/**
 * Valkey since 8.1, measured at 9.1: the key, its expiry and a small string lie in the object itself, a field and a small
 * value in one entry, a member in its skip list's node; tables are buckets of seven elements, the last of which may lead
 * to another bucket.
 */
final class ValkeyLayout extends Layout {
    /** An object that leads to its value, and one that holds it. */
    private static final long HEAD = 8;

    private static final long EXPIRY = 8;
    private static final long KEY_HEAD = 1;
    /** What is larger than that does not lie in an object or an entry. */
    private static final long MOST_EMBEDDED = 128;

    private static final long TABLE = 80;
    private static final long BUCKET = 64;
    private static final int BUCKET_ELEMENTS = 7;
    /** A table is made for so many elements in five buckets. */
    private static final int FILL = 32;

    private static final int FILL_BUCKETS = 5;
    private static final long SKIPLIST = 16 + 32;
    private static final long SKIPLIST_NODE = 16;

    private final RedisSevenLayout shared;
    private long field;

    ValkeyLayout(Allocator allocator) {
        super(allocator);
        shared = new RedisSevenLayout(allocator);
    }

    @Override
    long key(int length, boolean expires) {
        return allocator.size(OBJECT + keyPart(length, expires)) - OBJECT;
    }

    private static long keyPart(int length, boolean expires) {
        return KEY_HEAD + Allocator.stringBytes(length) + (expires ? EXPIRY : 0);
    }

    @Override
    long text(int keyLength, boolean expires, long length, boolean number) {
        long head = keyPart(keyLength, expires);
        if (number) {
            return allocator.size(OBJECT + head);
        }
        // The header of an embedded string always counts to 255.
        long embedded = head + Math.max(OBJECT, HEAD + length + 4);
        return embedded <= MOST_EMBEDDED
                ? allocator.size(embedded)
                : allocator.size(OBJECT + head) + allocator.string(length);
    }

    @Override
    long part(Kind kind, long number, long length) {
        if (kind != Kind.HASH) {
            return kind == Kind.ZSET
                    ? skiplistNode(SKIPLIST_NODE + 1 + Allocator.stringBytes(length))
                    : allocator.string(length);
        }
        if (number % 2 != 0) {
            field = Allocator.stringBytes(length);
            return 0;
        }
        long embedded = field + length + 4;
        return embedded <= MOST_EMBEDDED
                ? allocator.size(embedded)
                : allocator.size(POINTER + field) + allocator.string(length);
    }

    @Override
    long table(Kind kind, long elements) {
        long wanted = (elements * FILL_BUCKETS + FILL - 1) / FILL;
        long buckets = wanted <= 1 ? 1 : Long.highestOneBit(wanted - 1) << 1;
        return OBJECT + TABLE + Math.round(BUCKET * buckets * (1 + overflow((double) elements / buckets)));
    }

    /** How many further buckets one needs on average, when so many elements fall to it by chance. */
    private static double overflow(double mean) {
        double chance = Math.exp(-mean);
        double sum = 0;
        for (int elements = 1; elements < 64; elements++) {
            chance *= mean / elements;
            if (elements > BUCKET_ELEMENTS) {
                int further = (elements - 2) / (BUCKET_ELEMENTS - 1);
                sum += chance * further;
            }
        }
        return sum;
    }

    @Override
    long skiplist(long members) {
        return table(Kind.ZSET, members) + SKIPLIST + skiplistHeader(SKIPLIST_NODE);
    }

    @Override
    long list(long nodes) {
        return shared.list(nodes);
    }

    @Override
    long stream() {
        return shared.stream();
    }

    @Override
    long tree(RadixNodes tree) {
        return 32 + tree.bytes();
    }

    @Override
    long group() {
        return shared.group();
    }

    @Override
    long consumer() {
        return 32;
    }

    @Override
    int hashMost() {
        return shared.hashMost();
    }

    @Override
    long expiries(long fields) {
        return EXPIRY * fields;
    }
}
