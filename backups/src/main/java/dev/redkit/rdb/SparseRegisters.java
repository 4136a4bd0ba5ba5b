package dev.redkit.rdb;

import java.util.Arrays;

/**
 * The registers of a HyperLogLog as runs of equal values.
 *
 * <pre>
 *   00nnnnnn           n + 1 zeros
 *   01nnnnnn nnnnnnnn  n + 1 zeros
 *   1vvvvvnn           n + 1 times v + 1
 * </pre>
 *
 * The same registers can be written in many ways. Which one is there depends on the order in which they were raised, so
 * runs are split, and joined again near by, just as servers do it.
 */
final class SparseRegisters {
    private static final int MOST_SHORT_ZEROS = 64;
    private static final int MOST_EQUAL = 4;
    private static final int GREATEST = 32;
    /** How many runs are looked at for joining, from the one before that was changed. */
    private static final int JOINED = 5;

    private static final int MOST_PARTS = 5;

    /** Hears runs that are not zero. */
    interface Run {
        void of(int first, int count, int value);
    }

    private final long mostBytes;
    private byte[] runs = new byte[64];
    private int size;
    private final byte[] parts = new byte[MOST_PARTS];
    private int part;

    SparseRegisters(long mostBytes) {
        this.mostBytes = mostBytes;
        clear();
    }

    void clear() {
        part = 0;
        zeros(HyperLogLogEncoder.REGISTERS);
        System.arraycopy(parts, 0, runs, 0, part);
        size = part;
    }

    byte[] array() {
        return runs;
    }

    int size() {
        return size;
    }

    private boolean isValue(int at) {
        return runs[at] < 0;
    }

    private boolean isLong(int at) {
        return (runs[at] & 0xC0) == 0x40;
    }

    private int bytes(int at) {
        return isLong(at) ? 2 : 1;
    }

    private int count(int at) {
        if (isValue(at)) {
            return (runs[at] & 3) + 1;
        }
        return isLong(at) ? ((runs[at] & 0x3F) << 8 | (runs[at + 1] & 0xff)) + 1 : (runs[at] & 0x3F) + 1;
    }

    private int value(int at) {
        return isValue(at) ? ((runs[at] >>> 2) & 31) + 1 : 0;
    }

    private static byte equal(int value, int count) {
        return (byte) (0x80 | (value - 1) << 2 | (count - 1));
    }

    private void zeros(int count) {
        if (count > MOST_SHORT_ZEROS) {
            parts[part++] = (byte) (0x40 | (count - 1) >>> 8);
        }
        parts[part++] = (byte) (count - 1);
    }

    void forEach(Run run) {
        int first = 0;
        for (int at = 0; at < size; at += bytes(at)) {
            if (isValue(at)) {
                run.of(first, count(at), value(at));
            }
            first += count(at);
        }
    }

    /** Raises one register to a value unless it is there already; false when only dense registers can hold that. */
    boolean raise(int register, int value) {
        if (value > GREATEST) {
            return false;
        }
        int before = 0;
        int at = 0;
        int first = 0;
        while (register >= first + count(at)) {
            before = at;
            first += count(at);
            at += bytes(at);
        }
        int old = value(at);
        if (old >= value) {
            return true;
        }
        int count = count(at);
        split(old, register - first, value, count);
        int length = bytes(at);
        int more = part - length;
        if (more > 0 && size + more > mostBytes) {
            return false;
        }
        if (size + more > runs.length) {
            runs = Arrays.copyOf(runs, 2 * (size + more));
        }
        System.arraycopy(runs, at + length, runs, at + part, size - at - length);
        System.arraycopy(parts, 0, runs, at, part);
        size += more;
        join(before);
        return true;
    }

    /** The run of {@code old} with one of its registers changed, as up to three runs. */
    private void split(int old, int place, int value, int count) {
        part = 0;
        piece(old, place);
        parts[part++] = equal(value, 1);
        piece(old, count - place - 1);
    }

    private void piece(int value, int count) {
        if (count > 0 && value == 0) {
            zeros(count);
        } else if (count > 0) {
            parts[part++] = equal(value, count);
        }
    }

    private void join(int start) {
        int at = start;
        for (int scanned = 0; at < size && scanned < JOINED; scanned++) {
            int next = at + bytes(at);
            boolean same = next < size && isValue(at) && isValue(next) && value(at) == value(next);
            if (same && count(at) + count(next) <= MOST_EQUAL) {
                runs[next] = equal(value(at), count(at) + count(next));
                System.arraycopy(runs, next, runs, at, size - next);
                size--;
            } else {
                at = next;
            }
        }
    }
}
