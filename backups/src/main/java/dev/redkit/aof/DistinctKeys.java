package dev.redkit.aof;

import java.util.Arrays;

/**
 * Counts how many different keys were seen: exactly while there are few, by a HyperLogLog of 1024 registers (about 3 %) when
 * there are many.
 */
final class DistinctKeys {
    private static final int FEW = 512;
    private static final int BITS = 10;
    private static final int REGISTERS = 1 << BITS;

    /** Hashes, 0 for a free place; null once there are many. */
    private long[] few = new long[16];

    private int held;
    private byte[] registers;

    void add(int db, byte[] key) {
        long hash = hash(db, key);
        if (few != null) {
            addFew(hash);
        } else {
            register(hash);
        }
    }

    private void addFew(long hash) {
        int at = (int) hash & (few.length - 1);
        while (few[at] != 0) {
            if (few[at] == hash) {
                return;
            }
            at = (at + 1) & (few.length - 1);
        }
        few[at] = hash;
        if (2 * ++held > few.length) {
            grow();
        }
    }

    private void grow() {
        long[] old = few;
        if (held > FEW) {
            few = null;
            registers = new byte[REGISTERS];
            Arrays.stream(old).filter(hash -> hash != 0).forEach(this::register);
            return;
        }
        few = new long[2 * old.length];
        held = 0;
        for (long hash : old) {
            if (hash != 0) {
                addFew(hash);
            }
        }
    }

    private void register(long hash) {
        int register = (int) (hash >>> (Long.SIZE - BITS));
        int rank = Math.min(Long.SIZE - BITS, Long.numberOfLeadingZeros(hash << BITS)) + 1;
        registers[register] = (byte) Math.max(registers[register], rank);
    }

    void add(DistinctKeys other) {
        if (other.few != null) {
            for (long hash : other.few) {
                if (hash != 0 && few != null) {
                    addFew(hash);
                } else if (hash != 0) {
                    register(hash);
                }
            }
            return;
        }
        if (few != null) {
            long[] old = few;
            few = null;
            registers = new byte[REGISTERS];
            Arrays.stream(old).filter(hash -> hash != 0).forEach(this::register);
        }
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    long count() {
        if (few != null) {
            return held;
        }
        double sum = 0;
        int empty = 0;
        for (byte rank : registers) {
            sum += Math.scalb(1.0, -rank);
            empty += rank == 0 ? 1 : 0;
        }
        double estimate = 0.7213 / (1 + 1.079 / REGISTERS) * REGISTERS * REGISTERS / sum;
        boolean small = estimate <= 2.5 * REGISTERS && empty > 0;
        return Math.round(small ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate);
    }

    private static long hash(int db, byte[] key) {
        long hash = db * 0x9E3779B97F4A7C15L + key.length;
        for (byte one : key) {
            hash = (hash ^ one) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
