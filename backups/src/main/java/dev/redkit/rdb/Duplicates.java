package dev.redkit.rdb;

import java.util.Arrays;

/**
 * Finds an entry that is in a packed container twice. It remembers places in the container's bytes, so its size is
 * bounded by the container's; the table is used again for the next one.
 */
final class Duplicates {
    private static final int SMALLEST = 64;
    private static final int KEPT = 1 << 16;

    private byte[] bytes = Strings.EMPTY;
    /** Places plus one, and in the upper half the lengths; 0 is a free slot. */
    private long[] slots = new long[SMALLEST];

    private int mask = SMALLEST - 1;
    private int held;

    void begin(byte[] array) {
        bytes = array;
        if (slots.length > KEPT) {
            slots = new long[SMALLEST];
        } else if (held > 0) {
            Arrays.fill(slots, 0, mask + 1, 0);
        }
        mask = SMALLEST - 1;
        held = 0;
    }

    /** Whether the bytes from {@code at} are new. */
    boolean add(int at, int length) {
        if (2 * held > mask) {
            grow();
        }
        int slot = hash(at, length) & mask;
        while (slots[slot] != 0) {
            int other = (int) slots[slot] - 1;
            int otherLength = (int) (slots[slot] >>> 32);
            if (otherLength == length && Arrays.equals(bytes, at, at + length, bytes, other, other + length)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = ((long) length << 32) | (at + 1);
        held++;
        return true;
    }

    private void grow() {
        int size = 2 * (mask + 1);
        long[] old = Arrays.copyOf(slots, mask + 1);
        slots = size > slots.length ? new long[size] : slots;
        Arrays.fill(slots, 0, size, 0);
        mask = size - 1;
        for (long held : old) {
            if (held != 0) {
                int slot = hash((int) held - 1, (int) (held >>> 32)) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = held;
            }
        }
    }

    private int hash(int at, int length) {
        long hash = length;
        int i = at;
        int end = at + length;
        for (; end - i >= Long.BYTES; i += Long.BYTES) {
            hash = (hash ^ (long) Packed.LONG.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; i < end; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ (hash >>> 32));
    }
}
