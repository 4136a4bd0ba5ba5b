package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands that may be done twice, but only in their order: few keys that are written again and again, in several
 * structures, some deleted in between. Whatever is lost, or done late, shows in the digest. Places are their numbers.
 */
final class Rewrites implements CommandSource {
    private static final int KEYS = 2_003;
    private static final int PIECE = 1 << 20;

    private final long count;
    private final long pauseEvery;
    private final Map<Long, Runnable> events = new HashMap<>();
    private long bigAt = -1;
    private long bigBytes;
    private long bigLeft;
    private long next;

    private Rewrites(long count, long pauseEvery) {
        this.count = count;
        this.pauseEvery = pauseEvery;
    }

    static Rewrites of(long count) {
        return new Rewrites(count, Long.MAX_VALUE);
    }

    /** They come at a pace at which things can happen meanwhile. */
    static Rewrites taking(Duration time, long count) {
        return new Rewrites(count, Math.max(1, count / Math.max(1, time.toMillis() / 2)));
    }

    /** The same ones as fast as they are taken, and without what happens meanwhile. */
    Rewrites again() {
        return of(count);
    }

    /** What happens just before a command is given. */
    void at(long command, Runnable event) {
        events.put(command, event);
    }

    /** What happens between every so many commands, however long those take. */
    void every(long commands, Runnable event) {
        for (long command = commands; command < count; command += commands) {
            at(command, event);
        }
    }

    /** One of them is a value so big that it passes in pieces. */
    Rewrites withBig(long command, long bytes) {
        bigAt = command;
        bigBytes = bytes;
        return this;
    }

    @Override
    public Pull next(CommandBuffer out) {
        if (bigLeft > 0) {
            return piece(out);
        }
        if (next == count) {
            return Pull.END;
        }
        if (next % pauseEvery == 0) {
            Meanwhile.sleep(2);
        }
        Runnable event = events.get(next);
        if (event != null) {
            event.run();
        }
        if (next == bigAt) {
            String head = "*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + bigBytes + "\r\n";
            out.raw(head.getBytes(StandardCharsets.US_ASCII), 0, head.length());
            bigLeft = bigBytes;
            next++;
            return Pull.PART;
        }
        write(out, next++);
        return Pull.COMMAND;
    }

    private Pull piece(CommandBuffer out) {
        int size = (int) Math.min(PIECE, bigLeft);
        out.raw(new byte[size], 0, size);
        bigLeft -= size;
        if (bigLeft > 0) {
            return Pull.PART;
        }
        out.raw(new byte[] {'\r', '\n'}, 0, 2);
        return Pull.LAST_PART;
    }

    private static void write(CommandBuffer out, long number) {
        long key = number * 7_919 % KEYS;
        String value = Long.toString(number);
        switch ((int) (number % 8)) {
            case 0 -> out.command("HSET", "h" + key % 97, "f" + key, value);
            case 1 -> out.command("SADD", "s" + key % 97, "m" + number % 5_000);
            case 2 -> out.command("SREM", "s" + key % 97, "m" + (number - 1) % 5_000);
            case 3 -> out.command("DEL", "k" + key);
            case 4 -> out.command("ZADD", "z" + key % 97, value, "m" + key);
            default -> out.command("SET", "k" + key, value);
        }
    }

    @Override
    public long place() {
        return next - 1;
    }
}
