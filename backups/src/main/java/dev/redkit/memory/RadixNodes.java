package dev.redkit.memory;

/**
 * Counts the nodes of a server's radix tree of 16-byte ids that are told in rising order, without making the tree. Where
 * ids part there is a branch, the bytes between two such places are another node, and each id ends in a leaf. Only the
 * branches above the last id can still change: they are on a stack, by the byte at which their ids part.
 */
final class RadixNodes {
    private static final int LENGTH = 16;
    private static final int ROOT = -1;
    private static final int HEADER = 4;
    private static final int POINTER = 8;

    private final Allocator allocator;
    private final int[] branches = new int[LENGTH];
    private final int[] children = new int[LENGTH];
    private int depth;
    private long millis;
    private long sequence;
    private long ids;
    private long nodes;
    private long bytes;

    RadixNodes(Allocator allocator) {
        this.allocator = allocator;
    }

    void reset() {
        depth = 0;
        ids = 0;
        nodes = 0;
        bytes = 0;
    }

    void add(long ms, long seq) {
        if (ids > 0) {
            part(common(ms, seq));
        }
        ids++;
        millis = ms;
        sequence = seq;
    }

    /** To be called once, behind the last id. */
    void finish() {
        if (ids == 0) {
            node(0, 0, 0);
            return;
        }
        leaf(top());
        while (depth > 0) {
            pop(ROOT);
        }
    }

    long ids() {
        return ids;
    }

    long nodes() {
        return nodes;
    }

    /** What the nodes take from the allocator. */
    long bytes() {
        return bytes;
    }

    private int common(long ms, long seq) {
        long difference = ms ^ millis;
        return difference != 0
                ? Long.numberOfLeadingZeros(difference) / Byte.SIZE
                : Long.BYTES + Math.min(Long.BYTES - 1, Long.numberOfLeadingZeros(sequence ^ seq) / Byte.SIZE);
    }

    private void part(int at) {
        leaf(Math.max(top(), at));
        while (top() > at) {
            pop(at);
        }
        if (top() < at) {
            branches[depth] = at;
            children[depth++] = 1;
        }
        children[depth - 1]++;
    }

    private int top() {
        return depth == 0 ? ROOT : branches[depth - 1];
    }

    /** The last branch is complete; it hangs on the one before, or on one that comes to be at that byte. */
    private void pop(int at) {
        depth--;
        node(children[depth], children[depth], 0);
        run(branches[depth] - Math.max(top(), at) - 1);
    }

    private void leaf(int above) {
        run(LENGTH - above - 1);
        node(0, 0, 1);
    }

    private void run(int length) {
        if (length > 0) {
            node(length, 1, 0);
        }
    }

    private void node(int characters, int pointers, int values) {
        nodes++;
        int padding = (POINTER - (characters + HEADER) % POINTER) % POINTER;
        bytes += allocator.size(HEADER + characters + padding + (long) POINTER * (pointers + values));
    }
}
