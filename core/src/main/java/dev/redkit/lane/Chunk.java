package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A run of whole commands, or one piece of a big one, in one array: the unit of writing. It is kept until all its
 * commands are answered, so that any of them can be named, shown or sent again.
 */
final class Chunk {
    static final int BYTES = 64 * 1024;
    /** The index of a command of our own (ASKING), whose reply nobody waits for. */
    static final long OWN = Long.MAX_VALUE - 1;

    private static final int KEPT = 256 * 1024;

    final CommandBuffer buffer = new CommandBuffer(BYTES + 4096);
    private int[] ends = new int[1024];
    private long[] indexes = new long[1024];
    private long[] places = new long[1024];
    /** Commands that end in this chunk. */
    int count;
    /** Commands of it that are answered. */
    int answered;
    /** Bytes of it that the connection took. */
    int written;
    /** Whether some of its commands are our own. */
    private boolean someOwn;
    /** Whether it holds a piece of a command that began before or goes on after it. */
    boolean partial;

    boolean full() {
        return buffer.length() >= BYTES;
    }

    /** The command that was just added ends here. */
    void end(long index, long place, boolean repeatable) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            indexes = Arrays.copyOf(indexes, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        ends[count] = buffer.length();
        // The complement marks those that may not be sent again: one array less on the hot path.
        indexes[count] = repeatable ? index : ~index;
        places[count++] = place;
        someOwn |= index == OWN;
    }

    /** How many of some commands in a row are our own. */
    int own(int first, int many) {
        int own = 0;
        for (int i = first; someOwn && i < first + many; i++) {
            own += index(i) == OWN ? 1 : 0;
        }
        return own;
    }

    long index(int command) {
        long index = indexes[command];
        return index < 0 ? ~index : index;
    }

    /** Whether the command may be sent again, alone, after an answer that passes. */
    boolean repeatable(int command) {
        return indexes[command] >= 0 && !partial;
    }

    long place(int command) {
        return places[command];
    }

    /** A copy of one command's bytes; null for a piece. */
    byte[] command(int command) {
        if (partial) {
            return null;
        }
        int start = command == 0 ? 0 : ends[command - 1];
        return Arrays.copyOfRange(buffer.array(), start, ends[command]);
    }

    ByteBuffer rest() {
        return ByteBuffer.wrap(buffer.array(), written, buffer.length() - written);
    }

    boolean sent() {
        return written == buffer.length();
    }

    /** Whether it may be used again: a chunk that grew large is left to the collector. */
    boolean reusable() {
        return buffer.array().length <= KEPT;
    }

    void clear() {
        buffer.clear();
        count = 0;
        answered = 0;
        written = 0;
        partial = false;
        someOwn = false;
    }
}
