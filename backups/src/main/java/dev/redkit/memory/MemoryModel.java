package dev.redkit.memory;

import dev.redkit.entry.Kind;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.Sizes;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;

/**
 * Works out what keys take on one server: {@link #begin} with a key, let it hear the sizes of the value's parts, then ask
 * {@link #end}. What depends on the server is in {@link Layout}.
 */
public final class MemoryModel implements Sizes {
    /** The servers' own defaults: what is larger than that is no longer packed. */
    private static final int LISTPACK_ENTRY = 64;

    private static final int LISTPACK_HEADER = 7;
    private static final int INTSET_MOST = 512;
    private static final int ZSET_MOST = 128;
    private static final int SET_LISTPACK_MOST = 128;
    private static final int QUICKLIST_NODE = 8192;
    /** A score in a listpack, at its longest: what a sorted set of few members would hold. */
    private static final int SCORE_ENTRY = 10;

    private final Layout layout;
    private final Allocator allocator;
    private final RadixNodes tree;
    private final RadixNodes pending;
    private final RadixNodes claimed;

    private Kind kind;
    private RdbType type;
    private long key;
    private long value;
    private long parts;
    private long partBytes;
    private long packedBytes;
    private long longest;
    private long expiring;
    private long nodes;
    private long nodeBytes;
    private long entries;
    private long groups;
    private boolean inConsumer;
    private int keyLength;
    private boolean keyExpires;

    private MemoryModel(Layout layout, Allocator allocator) {
        this.layout = layout;
        this.allocator = allocator;
        this.tree = new RadixNodes(allocator);
        this.pending = new RadixNodes(allocator);
        this.claimed = new RadixNodes(allocator);
    }

    /** The model of a server: of Redis 7.0, of 7.2 and later, or of Valkey 8.1 and later; others are like the nearest. */
    public static MemoryModel of(Flavour flavour, Version version, Allocator allocator) {
        return new MemoryModel(Layout.of(flavour, version, allocator), allocator);
    }

    /** Begins with a key of such a name. */
    public void begin(int nameLength, RdbType of, boolean expires) {
        type = of;
        kind = of.kind();
        key = layout.key(nameLength, expires);
        value = 0;
        parts = 0;
        partBytes = 0;
        packedBytes = 0;
        longest = 0;
        expiring = 0;
        nodes = 0;
        nodeBytes = 0;
        entries = 0;
        groups = 0;
        inConsumer = false;
        tree.reset();
        keyLength = nameLength;
        keyExpires = expires;
    }

    /** The bytes that the key takes, now that its value was told. */
    public long end(long serialized) {
        return switch (kind) {
            case STRING -> value;
            case LIST -> key + list();
            case SET -> key + set();
            case ZSET -> key + zset();
            case HASH -> key + hash();
            case STREAM -> key + stream();
            case MODULE -> key + Layout.OBJECT + (value > 0 ? value : serialized);
        };
    }

    @Override
    public void text(long length, boolean number) {
        value = layout.text(keyLength, keyExpires, length, number);
    }

    @Override
    public void part(long length) {
        parts++;
        partBytes += layout.part(kind, parts, length);
        longest = Math.max(longest, length);
        packedBytes += listpackEntry(length);
    }

    private static long listpackEntry(long length) {
        long size = length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
        return size + (size < 128 ? 1 : 2);
    }

    @Override
    public void expiringField() {
        expiring++;
    }

    @Override
    public void plainNode(long length) {
        nodes++;
        longest = Math.max(longest, QUICKLIST_NODE + 1L);
        nodeBytes += allocator.size(length);
    }

    @Override
    public void listpack(long bytes, long count) {
        nodes++;
        longest = Math.max(longest, bytes);
        nodeBytes += allocator.size(bytes);
        entries += count;
    }

    @Override
    public void intset(long bytes, long count) {
        nodes++;
        nodeBytes += allocator.size(bytes);
        entries += count;
    }

    @Override
    public void streamNode(long millis, long sequence, long bytes) {
        tree.add(millis, sequence);
        nodeBytes += allocator.size(bytes);
    }

    @Override
    public void group() {
        endGroup();
        groups++;
        value += layout.group();
        pending.reset();
    }

    @Override
    public void pending(long millis, long sequence) {
        pending.add(millis, sequence);
    }

    @Override
    public void consumer(long nameLength) {
        endConsumer();
        inConsumer = true;
        value += layout.consumer() + nameLength;
        claimed.reset();
    }

    @Override
    public void claimed(long millis, long sequence) {
        claimed.add(millis, sequence);
    }

    @Override
    public void vectors(long count, long bytes) {
        value = layout.vectors(count, bytes);
    }

    private void endConsumer() {
        if (inConsumer) {
            claimed.finish();
            value += layout.tree(claimed);
            inConsumer = false;
        }
    }

    private void endGroup() {
        endConsumer();
        if (groups > 0) {
            pending.finish();
            value += layout.tree(pending) + layout.pending() * pending.ids();
        }
    }

    private long stream() {
        endGroup();
        tree.finish();
        return Layout.OBJECT + layout.stream() + layout.tree(tree) + nodeBytes + value;
    }

    private long list() {
        if (parts > 0) {
            // A list of before Redis 3.2: it is packed while it is loaded.
            long made = Math.max(1, (packedBytes + QUICKLIST_NODE - 1) / QUICKLIST_NODE);
            nodes = made;
            nodeBytes = made * allocator.size(packedBytes / made + LISTPACK_HEADER);
            longest = packedBytes;
        }
        if (layout.packsLists() && nodes == 1 && longest <= QUICKLIST_NODE) {
            return Layout.OBJECT + nodeBytes;
        }
        return layout.list(nodes) + nodeBytes;
    }

    private long set() {
        if (type == RdbType.SET_INTSET) {
            return entries <= INTSET_MOST
                    ? Layout.OBJECT + nodeBytes
                    : layout.table(kind, entries) + entries * layout.part(kind, 1, 6);
        }
        boolean fits = parts <= SET_LISTPACK_MOST && longest <= LISTPACK_ENTRY;
        if (parts > 0 && layout.packsSets() && fits) {
            return Layout.OBJECT + allocator.size(packedBytes + LISTPACK_HEADER);
        }
        return parts > 0 ? layout.table(kind, parts) + partBytes : packed(SET_LISTPACK_MOST, entries);
    }

    private long zset() {
        if (parts > 0 && (parts > ZSET_MOST || longest > LISTPACK_ENTRY)) {
            return layout.skiplist(parts) + partBytes;
        }
        if (parts > 0) {
            return Layout.OBJECT + allocator.size(packedBytes + parts * SCORE_ENTRY + LISTPACK_HEADER);
        }
        return packed(ZSET_MOST, entries / 2);
    }

    private long hash() {
        long fields = parts / 2;
        if (parts > 0 && (fields > layout.hashMost() || longest > LISTPACK_ENTRY || expiring > 0)) {
            return layout.table(kind, fields) + partBytes + layout.expiries(expiring);
        }
        if (parts > 0) {
            return Layout.OBJECT + allocator.size(packedBytes + LISTPACK_HEADER);
        }
        return packed(layout.hashMost(), entries / 2) + (expiring > 0 ? layout.packedExpiries() : 0);
    }

    /** A container stays one as long as it does not hold more than the server allows by default. */
    private long packed(long most, long count) {
        if (count <= most) {
            return Layout.OBJECT + nodeBytes;
        }
        long average = Math.max(1, nodeBytes / Math.max(1, entries) - 2);
        long each = layout.part(kind, 1, average) + (kind == Kind.HASH ? layout.part(kind, 2, average) : 0);
        return (kind == Kind.ZSET ? layout.skiplist(count) : layout.table(kind, count)) + count * each;
    }
}
