package dev.redkit.describe;

import java.util.HashSet;
import java.util.Set;

/**
 * How many different values there are: counted while there are few, estimated by HyperLogLog with an error of about 2 % when
 * there are more. Needs at most some 100 KB, then 4 KB.
 */
final class Distinct {
    private static final int COUNTED = 2048;
    private static final int BITS = 12;
    private static final int REGISTERS = 1 << BITS;

    private Set<Long> hashes = new HashSet<>();
    private byte[] registers;

    void add(byte[] array, int offset, int length) {
        long hash = hash(array, offset, length);
        if (hashes == null) {
            register(hash);
            return;
        }
        hashes.add(hash);
        if (hashes.size() > COUNTED) {
            registers = new byte[REGISTERS];
            hashes.forEach(this::register);
            hashes = null;
        }
    }

    private void register(long hash) {
        int register = (int) (hash >>> (Long.SIZE - BITS));
        int rank = Long.numberOfLeadingZeros((hash << BITS) | (1L << (BITS - 1))) + 1;
        registers[register] = (byte) Math.max(registers[register], rank);
    }

    /** Whether {@link #count} was counted. */
    boolean isExact() {
        return hashes != null;
    }

    long count() {
        if (hashes != null) {
            return hashes.size();
        }
        double sum = 0;
        int empty = 0;
        for (byte rank : registers) {
            sum += Math.scalb(1.0, -rank);
            empty += rank == 0 ? 1 : 0;
        }
        double alpha = 0.7213 / (1 + 1.079 / REGISTERS);
        double estimate = alpha * REGISTERS * REGISTERS / sum;
        boolean small = estimate <= 2.5 * REGISTERS && empty > 0;
        return Math.round(small ? REGISTERS * Math.log((double) REGISTERS / empty) : estimate);
    }

    /** FNV-1a with the finish of MurmurHash3, so that all bits depend on all bytes. */
    private static long hash(byte[] array, int offset, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ (array[i] & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
