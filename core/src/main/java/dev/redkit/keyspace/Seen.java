package dev.redkit.keyspace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Remembers the names that went by last, to give none twice. A name is kept as 128 bits under a random seed, so that no
 * two names are taken for one, not even on purpose. Two tables take turns: the older is forgotten when the younger is
 * full, so at least {@code capacity} of the latest names are known at any time, and 32 to 64 bytes kept for each.
 *
 * <p>That is enough for SCAN: a server repeats names only where its table shrinks under the cursor, and then those that
 * it gave shortly before.
 */
public final class Seen {
    private static final int FIRST_SLOTS = 1024;

    private final int capacity;
    private final long seed = new SecureRandom().nextLong();
    private long[] young = new long[2 * FIRST_SLOTS];
    private long[] old = new long[2 * FIRST_SLOTS];
    private int count;

    public Seen(int capacity) {
        this.capacity = capacity;
    }

    /** Whether the name is new; from now on it is not. */
    public boolean add(byte[] name) {
        ByteBuffer bytes = ByteBuffer.wrap(name).order(ByteOrder.LITTLE_ENDIAN);
        long first = hash(bytes, seed);
        // Zero marks an empty slot.
        long second = hash(bytes, ~seed) | 1;
        int slot = find(young, first, second);
        if (young[slot + 1] != 0 || old[find(old, first, second) + 1] != 0) {
            return false;
        }
        put(slot, first, second);
        return true;
    }

    private void put(int slot, long first, long second) {
        int at = slot;
        if (count == capacity) {
            old = young;
            young = new long[2 * FIRST_SLOTS];
            count = 0;
            at = find(young, first, second);
        } else if (4 * count >= young.length) {
            grow();
            at = find(young, first, second);
        }
        young[at] = first;
        young[at + 1] = second;
        count++;
    }

    private void grow() {
        long[] small = young;
        young = new long[2 * small.length];
        for (int i = 0; i < small.length; i += 2) {
            if (small[i + 1] != 0) {
                int at = find(young, small[i], small[i + 1]);
                young[at] = small[i];
                young[at + 1] = small[i + 1];
            }
        }
    }

    /** Where it is, or the free slot where it would be. */
    private static int find(long[] table, long first, long second) {
        int mask = table.length / 2 - 1;
        int slot = (int) (first >>> 32) & mask;
        while (table[2 * slot + 1] != 0 && (table[2 * slot] != first || table[2 * slot + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }

    private static long hash(ByteBuffer bytes, long seed) {
        long hash = seed ^ bytes.limit() * 0x9E37_79B9_7F4A_7C15L;
        int at = 0;
        for (; at + 8 <= bytes.limit(); at += 8) {
            hash = mix(hash ^ bytes.getLong(at));
        }
        long rest = 0;
        for (; at < bytes.limit(); at++) {
            rest = rest << 8 | (bytes.get(at) & 0xff);
        }
        return mix(mix(hash ^ rest) + seed);
    }

    private static long mix(long value) {
        long x = (value ^ (value >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
        x = (x ^ (x >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
        return x ^ (x >>> 32);
    }
}
