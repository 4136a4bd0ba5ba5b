package dev.redkit.memory;

import dev.redkit.entry.Kind;

/** Redis up to 7.0: tables of linked entries everywhere, lists always as linked nodes, no packed sets. */
class RedisSevenLayout extends Layout {
    private static final long ENTRY = 24;
    private static final long TABLE = 56;
    private static final long SKIPLIST = 16 + 32;
    private static final long SKIPLIST_NODE = 24;
    private static final long LIST = 40;
    private static final long LIST_NODE = 40;
    private static final long STREAM_ID = 16;
    /** What the server assumes of a radix tree's node beside its header. */
    private static final long TREE_NODE = 4 + 30 * 8;

    RedisSevenLayout(Allocator allocator) {
        super(allocator);
    }

    @Override
    long key(int length, boolean expires) {
        return ENTRY + allocator.string(length);
    }

    @Override
    long text(int keyLength, boolean expires, long length, boolean number) {
        long value;
        if (number) {
            value = OBJECT;
        } else if (length <= EMBEDDED) {
            value = allocator.size(OBJECT + 3 + length + 1);
        } else {
            value = OBJECT + allocator.string(length);
        }
        return key(keyLength, expires) + value;
    }

    @Override
    long part(Kind kind, long number, long length) {
        return allocator.string(length);
    }

    /** The head of a table and its slots, and an entry for each element. */
    @Override
    long table(Kind kind, long elements) {
        return OBJECT + TABLE + POINTER * slots(elements) + ENTRY * elements;
    }

    @Override
    long skiplist(long members) {
        return table(Kind.ZSET, members)
                + SKIPLIST
                + skiplistHeader(SKIPLIST_NODE)
                + members * skiplistNode(SKIPLIST_NODE);
    }

    @Override
    long list(long nodes) {
        return OBJECT + LIST + LIST_NODE * nodes;
    }

    @Override
    long stream() {
        return 80;
    }

    @Override
    long tree(RadixNodes tree) {
        return STREAM_ID * tree.ids() + TREE_NODE * tree.nodes();
    }

    @Override
    long group() {
        return 40;
    }

    @Override
    long consumer() {
        return 24;
    }

    @Override
    int hashMost() {
        return 512;
    }

    @Override
    boolean packsLists() {
        return false;
    }

    @Override
    boolean packsSets() {
        return false;
    }
}
