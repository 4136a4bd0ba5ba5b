package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A run of whole commands, or one piece of a big one, in one array: the unit of writing. It is kept until all its
 * commands are answered, so that any of them can be named, shown or sent again.
 */
final class Chunk {
    static final int BYTES = 64 * 1024;
    /** The index of a command of our own (ASKING), whose reply nobody waits for. */
    static final long OWN = Long.MAX_VALUE - 1;
    /** The same for the question of a {@link Confirmation}. */
    static final long WAIT = Long.MAX_VALUE - 2;

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
    /** When the connection took the last of it, if anybody wants to know. */
    long writtenAt;
    /** Commands of it that were answered without an error, as long as that is not told. */
    int fine;
    /** Whether some of its commands are our own. */
    private boolean someOwn;
    /** Commands whose answer was judged although others of the chunk are not confirmed; null when there are none. */
    private BitSet judged;
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
        someOwn |= index >= WAIT;
    }

    /** How many of some commands in a row are our own. */
    int own(int first, int many) {
        int own = 0;
        for (int i = first; someOwn && i < first + many; i++) {
            own += isOwn(i) ? 1 : 0;
        }
        return own;
    }

    boolean isOwn(int command) {
        return index(command) >= WAIT;
    }

    /** Somebody has taken care of this command. */
    void judged(int command) {
        judged = judged == null ? new BitSet() : judged;
        judged.set(command);
    }

    boolean isJudged(int command) {
        return judged != null && judged.get(command);
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

    /** Takes out the commands of the last place; how many there were. */
    int dropLastPlace() {
        int before = count;
        while (count > 0 && places[count - 1] == places[before - 1]) {
            count--;
        }
        buffer.truncate(count == 0 ? 0 : ends[count - 1]);
        return before - count;
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
        fine = 0;
        judged = null;
    }
}
