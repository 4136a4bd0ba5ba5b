package dev.redkit.bench.engine;

/**
 * The requests of one connection that wait for their replies, oldest first: a ring of runs of like ones (same command,
 * same times), which is what a batch of a closed loop is. Fixed memory.
 */
final class InFlight {
    private final int mask;
    private final int[] ops;
    private final int[] counts;
    private final long[] intended;
    private final long[] sent;
    private int head;
    private int tail;
    private int size;

    InFlight(int most) {
        int capacity = Integer.highestOneBit(Math.max(1, most - 1)) << 1;
        mask = capacity - 1;
        ops = new int[capacity];
        counts = new int[capacity];
        intended = new long[capacity];
        sent = new long[capacity];
    }

    int size() {
        return size;
    }

    int capacity() {
        return mask + 1;
    }

    void add(int op, long due, long now) {
        size++;
        int last = (tail - 1) & mask;
        if (head != tail && ops[last] == op && sent[last] == now && intended[last] == due) {
            counts[last]++;
            return;
        }
        int at = tail++ & mask;
        ops[at] = op;
        counts[at] = 1;
        intended[at] = due;
        sent[at] = now;
    }

    /** The command of the oldest. */
    int op() {
        return ops[head & mask];
    }

    long intended() {
        return intended[head & mask];
    }

    long sent() {
        return sent[head & mask];
    }

    /** How many of the oldest are alike, at most {@code most}. */
    int alike(int most) {
        return Math.min(most, counts[head & mask]);
    }

    /** Takes that many of the oldest, which have to be alike. */
    void take(int count) {
        int at = head & mask;
        counts[at] -= count;
        size -= count;
        if (counts[at] == 0) {
            head++;
        }
    }
}
