package dev.redkit.keys;

import dev.redkit.admin.EveryNode;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.KeySpecs;
import dev.redkit.redis.Redis;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Which keys are used most, in the best way that the servers have: HOTKEYS counts inside the server (Redis 8.6), an LFU
 * policy has kept a measure with each key, and anywhere else MONITOR tells for a while what is going by, which costs the
 * server.
 */
public final class HotKeys {
    private static final int REMEMBERED = 100_000;
    private static final Duration STEP = Duration.ofMillis(100);

    private final Redis redis;
    private final int top;
    private final BooleanSupplier stopped;

    /** How it is found out. */
    public enum Way {
        HOTKEYS,
        FREQ,
        MONITOR
    }

    /**
     * A key of which much was seen.
     *
     * @param metric what is counted: {@code cpu_us}, {@code net_bytes}, {@code commands}
     */
    public record Hot(byte[] name, String metric, long value, String server) {}

    /**
     * What one server told.
     *
     * @param commands how many commands were seen; 0 when that is not known
     */
    public record Found(List<Hot> keys, long commands) {}

    /** @param stopped asked now and then whether to end */
    public HotKeys(Redis redis, int top, BooleanSupplier stopped) {
        this.redis = redis;
        this.top = top;
        this.stopped = stopped;
    }

    /** The best way that there is. */
    public Way best() {
        Capabilities server = redis.capabilities();
        boolean counts = server.supports("hotkeys")
                .orElse(server.flavour() == Flavour.REDIS && server.version().atLeast(8, 6));
        if (counts) {
            return Way.HOTKEYS;
        }
        try (Wire wire = redis.wire()) {
            Reply reply = wire.call("INFO", "memory");
            String policy = reply instanceof Reply.Err
                    ? ""
                    : InfoText.fields(reply.text()).getOrDefault("maxmemory_policy", "");
            return policy.endsWith("lfu") ? Way.FREQ : Way.MONITOR;
        }
    }

    /** Counts commands by their keys with MONITOR on every master for that long. */
    public List<EveryNode.Answer<Found>> monitor(Duration length) {
        return EveryNode.askMasters(redis, wire -> monitor(wire, length));
    }

    private Found monitor(Wire wire, Duration length) {
        Frequent frequent = new Frequent(REMEMBERED);
        long commands = 0;
        // A question of its own, because while this wire monitors it can ask nothing.
        try (KeySpecs specs = new KeySpecs(() -> Wire.open(redis.at(wire.address())))) {
            EveryNode.demand(wire, "MONITOR", "MONITOR".getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end && !stopped.getAsBoolean()) {
                Optional<Reply> line = wire.next(STEP);
                if (line.isPresent() && line.get() instanceof Reply.Simple text) {
                    byte[][] command =
                            MonitorLine.command(text.text(), redis.target().db());
                    int key = command == null ? -1 : specs.firstKey(command);
                    commands += command == null ? 0 : 1;
                    if (key > 0) {
                        frequent.add(command[key]);
                    }
                }
            }
        }
        List<Hot> keys = new ArrayList<>();
        for (Frequent.Counted one : frequent.list(top)) {
            keys.add(new Hot(one.name(), "commands", one.count(), wire.address().toString()));
        }
        return new Found(keys, commands);
    }

    /** Has every master count processor time and bytes by key for that long. */
    public List<EveryNode.Answer<Found>> count(Duration length) {
        return EveryNode.askMasters(redis, wire -> count(wire, length));
    }

    private Found count(Wire wire, Duration length) {
        demand(
                wire,
                "START",
                "METRICS",
                "2",
                "CPU",
                "NET",
                "COUNT",
                Integer.toString(Math.min(top, 64)),
                "DURATION",
                Long.toString(length.toSeconds() + 5));
        try {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end && !stopped.getAsBoolean()) {
                // Waits, and notices when the server goes away.
                wire.next(STEP);
            }
            demand(wire, "STOP");
            return new Found(hot(demand(wire, "GET"), wire.address().toString()), 0);
        } finally {
            wire.call("HOTKEYS", "STOP");
            wire.call("HOTKEYS", "RESET");
        }
    }

    private static Reply demand(Wire wire, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "HOTKEYS";
        System.arraycopy(words, 0, command, 1, words.length);
        Reply reply = wire.call(command);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "HOTKEYS " + words[0].toUpperCase(Locale.ROOT) + " on " + wire.address());
        }
        return reply;
    }

    /** The two lists, wherever in the reply they are: names and what follows them, keys and numbers in turn. */
    static List<Hot> hot(Reply reply, String server) {
        List<Hot> keys = new ArrayList<>();
        collect(reply, server, keys);
        return keys;
    }

    private static void collect(Reply reply, String server, List<Hot> keys) {
        if (!(reply instanceof Reply.Array || reply instanceof Reply.Pairs)) {
            return;
        }
        List<Reply> items = reply.items();
        for (int i = 0; i < items.size(); i++) {
            String name = items.get(i) instanceof Reply.Bulk || items.get(i) instanceof Reply.Simple
                    ? items.get(i).text()
                    : "";
            String metric = name.equals("by-cpu-time-us") ? "cpu_us" : name.equals("by-net-bytes") ? "net_bytes" : null;
            if (metric == null || i + 1 == items.size()) {
                collect(items.get(i), server, keys);
                continue;
            }
            List<Reply> pairs = items.get(++i).items();
            for (int j = 0; j + 1 < pairs.size(); j += 2) {
                keys.add(new Hot(
                        ((Reply.Bulk) pairs.get(j)).bytes(),
                        metric,
                        pairs.get(j + 1).number(),
                        server));
            }
        }
    }
}
