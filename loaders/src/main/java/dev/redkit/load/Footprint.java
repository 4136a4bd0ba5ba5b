package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.ChangeSink;
import dev.redkit.mapping.Structure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates what memory changes will take on a server: what its allocator hands out for a key, its entry in the key
 * table, and the elements in their compact form or, when they are long, one by one.
 */
final class Footprint implements ChangeSink {
    private static final int KEY_TABLE = 32 + 12;
    private static final int OBJECT = 16;
    private static final int EXPIRY = 32 + 12;
    private static final int LISTPACK = 7;
    private static final int LONG = 64;
    /** An element that stands alone: an entry in a table, and its text. */
    private static final int ALONE = 32 + 8;
    /** A member of a sorted set that has become large: that, a node of the skip list, and the text by itself. */
    private static final int SORTED = 100;
    /** More are not kept in the compact form. */
    private static final int COMPACT_MOST = 128;

    private static final int STREAM_HEAD = 640;
    private static final int STREAM_NODE = 4096;
    private static final int MESSAGE_HEAD = 12;

    private static final int HLL_HEAD = 16;
    private static final int HLL_ELEMENT = 3;
    private static final int HLL_SPARSE = 3000;
    private static final int HLL_DENSE = 12_304;

    private final Map<ByteBuffer, Held> keys = new HashMap<>();
    private long bytes;

    /** What a key has so far. */
    private static final class Held {
        long elements;
        long messages;
        long bytes;

        /** It takes so many bytes now; how many more that is. */
        long grownTo(long now) {
            long more = Math.max(0, now - bytes);
            bytes += more;
            return more;
        }
    }

    @Override
    public void accept(Change change) {
        if (change.structure() == Structure.PUBSUB) {
            return;
        }
        int from = change.keyOffset();
        byte[] key = Arrays.copyOfRange(change.keyArray(), from, from + change.keyLength());
        Held held = keys.get(ByteBuffer.wrap(key));
        if (held == null) {
            held = new Held();
            keys.put(ByteBuffer.wrap(key), held);
            bytes += KEY_TABLE + OBJECT + allocated(key.length + 3);
            bytes += change.ttl() != Change.NO_EXPIRY || change.expireAt() != Change.NO_EXPIRY ? EXPIRY : 0;
        }
        bytes += elements(change, held);
    }

    private static long elements(Change change, Held held) {
        long compact = LISTPACK;
        boolean alone = false;
        for (int i = 0; i < change.count(); i++) {
            compact += change.length(i) + 2;
            alone |= change.length(i) > LONG;
        }
        return switch (change.structure()) {
            case STRING -> allocated(change.length(0) + 3);
            case BITMAP -> held.grownTo(allocated(lastByte(change) + 3));
            case COUNTER -> change.count() == 1 ? 0 : gathered(held, compact, change.count() / 2, ALONE);
            case HLL -> held.grownTo(hyperLogLog(held.elements += change.count()));
            case JSON -> 3 * compact;
            case LIST -> compact;
            case STREAM -> held.grownTo(stream(change, held));
            case HASH -> alone ? compact + (long) change.count() * ALONE / 2 : allocated(compact);
            case SET -> compact + ALONE;
            case ZSET -> gathered(held, compact, change.count() / 2, SORTED);
            case GEO -> gathered(held, compact, change.count() / 3, SORTED);
            case PUBSUB -> 0;
        };
    }

    /** Elements of a key that stands compact until they are many: then all of them take more. */
    private static long gathered(Held held, long compact, int elements, long each) {
        long before = held.elements;
        held.elements += elements;
        if (held.elements <= COMPACT_MOST) {
            return compact;
        }
        return compact + each * (before <= COMPACT_MOST ? held.elements : elements);
    }

    private static long lastByte(Change change) {
        long last = 0;
        for (int i = 0; i < change.count(); i += 2) {
            String offset = new String(change.copy(i), StandardCharsets.US_ASCII);
            last = Math.max(last, Long.parseLong(offset) / Byte.SIZE + 1);
        }
        return last;
    }

    /** Messages stand in nodes that are allocated whole; names of fields that are those of the first cost nothing. */
    private static long stream(Change change, Held held) {
        held.messages += MESSAGE_HEAD;
        for (int i = 2; i < change.count(); i += 2) {
            held.messages += change.length(i) + 2;
        }
        return STREAM_HEAD + (held.messages + STREAM_NODE - 1) / STREAM_NODE * STREAM_NODE;
    }

    private static long hyperLogLog(long elements) {
        long sparse = HLL_HEAD + HLL_ELEMENT * elements;
        return allocated(sparse <= HLL_SPARSE ? sparse : HLL_DENSE);
    }

    /** What the allocator hands out: four sizes between each power of two and the next. */
    static long allocated(long wanted) {
        if (wanted <= 128) {
            return (wanted + 15) / 16 * 16;
        }
        long step = Long.highestOneBit(wanted - 1) / 4;
        return (wanted + step - 1) / step * step;
    }

    /** Different keys seen. */
    int keys() {
        return keys.size();
    }

    long bytes() {
        return bytes;
    }
}
