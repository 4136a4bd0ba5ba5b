package dev.redkit.load;

import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Whole commands, waiting to be taken one by one. The first that is made while somebody waits for it goes straight into
 * that one's buffer.
 */
final class Ready {
    private final CommandBuffer queue = new CommandBuffer(4096);
    private int[] ends = new int[16];
    private long[] places = new long[16];
    private int count;
    private int taken;
    private CommandBuffer waiting;
    private boolean direct;
    private long place;

    /** Somebody wants the next command there. */
    void await(CommandBuffer out) {
        waiting = out;
    }

    /** Where to write the next command. */
    CommandBuffer out() {
        return waiting != null && !direct && count == 0 ? waiting : queue;
    }

    /** The command that was just written ends here. */
    void end(long itsPlace) {
        if (waiting != null && !direct && count == 0) {
            direct = true;
            place = itsPlace;
            return;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        ends[count] = queue.length();
        places[count++] = itsPlace;
    }

    /** Whether a command is in the buffer of who waits; it is his then. */
    boolean take() {
        if (!direct && count > 0) {
            int start = taken == 0 ? 0 : ends[taken - 1];
            waiting.raw(queue.array(), start, ends[taken] - start);
            place = places[taken++];
            if (taken == count) {
                clear();
            }
            direct = true;
        }
        boolean one = direct;
        if (one) {
            direct = false;
            waiting = null;
        }
        return one;
    }

    private void clear() {
        queue.clear();
        taken = 0;
        count = 0;
    }

    void drop(LongConsumer itsPlaces) {
        while (taken < count) {
            itsPlaces.accept(places[taken++]);
        }
        clear();
    }

    /** Of the command taken last. */
    long place() {
        return place;
    }
}
