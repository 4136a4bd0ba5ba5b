package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Commands that must be done once, in their order: three at each place. What is done twice shows in the digest. */
final class Appends implements CommandSource {
    private final long count;
    private final long pauseEvery;
    private final Map<Long, Runnable> events = new HashMap<>();
    private final Map<Long, String[]> others = new HashMap<>();
    private long next;

    private Appends(long count, long pauseEvery) {
        this.count = count;
        this.pauseEvery = pauseEvery;
    }

    static Appends of(long places) {
        return new Appends(3 * places, Long.MAX_VALUE);
    }

    /** They come at a pace at which things can happen meanwhile. */
    static Appends taking(Duration time, long places) {
        return new Appends(3 * places, Math.max(1, 3 * places / Math.max(1, time.toMillis() / 2)));
    }

    /** The same ones as fast as they are taken, and without what happens meanwhile. */
    Appends again() {
        Appends same = new Appends(count, Long.MAX_VALUE);
        same.others.putAll(others);
        return same;
    }

    /** What happens just before the first command of a place is given. */
    Appends at(long place, Runnable event) {
        events.put(3 * place, event);
        return this;
    }

    /** Another command in the place of the first one there. */
    Appends with(long place, String... command) {
        others.put(3 * place, command);
        return this;
    }

    @Override
    public Pull next(CommandBuffer out) {
        if (next == count) {
            return Pull.END;
        }
        if (next % pauseEvery == 0) {
            Meanwhile.sleep(2);
        }
        if (events.containsKey(next)) {
            events.get(next).run();
        }
        String value = Long.toString(next);
        String[] other = others.get(next);
        if (other != null) {
            out.command(other);
        } else if (next % 3 == 0) {
            out.command("RPUSH", "list:" + next % 50, value);
        } else if (next % 3 == 1) {
            out.command("INCRBY", "sum:" + next % 70, value);
        } else {
            out.command("APPEND", "text:" + next % 90, value);
        }
        next++;
        return Pull.COMMAND;
    }

    @Override
    public long place() {
        return (next - 1) / 3;
    }
}
