package dev.redkit.top;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.ServerLatency;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks at all servers again and again, over connections that are kept. One that does not answer is shown as silent and
 * tried again; who there is, is asked anew when somebody is silent, and now and then. For one thread.
 */
public final class Meter implements Closeable {
    private static final int ROUNDS_PER_MAP = 10;
    private static final String NEWEST_SLOW = "10";

    private final Redis redis;
    private final Map<String, Wire> wires = new HashMap<>();
    private final Map<String, Look> before = new HashMap<>();
    private List<Node> nodes = List.of();
    private int rounds;

    public Meter(Redis redis) {
        this.redis = redis;
    }

    /** What was done since the call before; of the first, since the start of each server. */
    public Reading read() {
        boolean missing = nodes.stream()
                .anyMatch(node -> !wires.containsKey(node.address().toString()));
        if (nodes.isEmpty() || missing || ++rounds % ROUNDS_PER_MAP == 0) {
            nodes = map();
        }
        List<Look> looks = new ArrayList<>();
        for (Node node : nodes) {
            looks.add(look(node));
        }
        List<NodeReading> readings = new ArrayList<>();
        double seconds = 0;
        for (Look now : looks) {
            Look then = before.get(now.address());
            if (then != null && then.answered()) {
                seconds = Math.max(seconds, (now.nanos() - then.nanos()) / 1e9);
            }
            readings.add(now.answered() ? reading(then, now, looks) : NodeReading.silent(now.address(), now.silence()));
        }
        looks.forEach(one -> before.put(one.address(), one));
        return new Reading(seconds, readings);
    }

    /** The same nodes as before while nobody answers who could tell. */
    private List<Node> map() {
        try {
            return redis.refresh().nodes();
        } catch (Unreachable e) {
            if (nodes.isEmpty()) {
                throw e;
            }
            return nodes;
        }
    }

    private Look look(Node node) {
        String address = node.address().toString();
        try {
            Wire wire = wires.computeIfAbsent(address, key -> redis.wire(node));
            wire.send("INFO", "everything");
            wire.send("LATENCY", "HISTOGRAM");
            wire.send("LATENCY", "LATEST");
            wire.send("SLOWLOG", "GET", NEWEST_SLOW);
            Reply info = wire.read();
            long nanos = System.nanoTime();
            ServerLatency latency = new ServerLatency();
            latency.add(wire.read());
            List<HoldUp> holdUps = holdUps(address, wire.read());
            List<Slow> slow = slow(address, wire.read());
            if (info instanceof Reply.Err error) {
                return Look.silent(address, error.message());
            }
            return new Look(address, nanos, null, InfoText.fields(info.text()), latency, slow, holdUps);
        } catch (Unreachable | NotAllowed e) {
            Wire lost = wires.remove(address);
            if (lost != null) {
                lost.close();
            }
            return Look.silent(address, e.getMessage());
        }
    }

    private static List<HoldUp> holdUps(String address, Reply reply) {
        List<HoldUp> holdUps = new ArrayList<>();
        if (reply instanceof Reply.Array array) {
            for (Reply one : array.items()) {
                List<Reply> parts = one.items();
                holdUps.add(new HoldUp(
                        address,
                        parts.get(0).text(),
                        parts.get(1).number(),
                        parts.get(2).number(),
                        parts.get(3).number()));
            }
        }
        return holdUps;
    }

    private static List<Slow> slow(String address, Reply reply) {
        List<Slow> slow = new ArrayList<>();
        if (reply instanceof Reply.Array array) {
            for (Reply one : array.items()) {
                List<Reply> parts = one.items();
                List<Reply> words = parts.get(3).items();
                String command = words.isEmpty() ? "?" : words.get(0).text().toUpperCase(Locale.ROOT);
                slow.add(new Slow(
                        address,
                        parts.get(0).number(),
                        parts.get(1).number(),
                        parts.get(2).number(),
                        command));
            }
        }
        return slow;
    }

    private static NodeReading reading(Look before, Look now, List<Look> all) {
        // A server that was restarted counts from nothing again.
        boolean same = before != null
                && before.answered()
                && before.info().getOrDefault("run_id", "").equals(now.info().getOrDefault("run_id", ""));
        Between between = new Between(same ? before : null, now);
        double hits = between.more("keyspace_hits");
        double reads = hits + between.more("keyspace_misses");
        return new NodeReading(
                now.address(),
                now.role(),
                null,
                between.perSecond("total_commands_processed"),
                reads == 0 ? Double.NaN : hits / reads,
                (long) now.number("used_memory"),
                (long) now.number("maxmemory"),
                (long) now.number("used_memory_rss"),
                between.perSecond("total_net_input_bytes"),
                between.perSecond("total_net_output_bytes"),
                (long) now.number("connected_clients"),
                (long) now.number("blocked_clients"),
                keys(now),
                between.perSecond("expired_keys"),
                between.perSecond("evicted_keys"),
                between.perSecond("used_cpu_user") + between.perSecond("used_cpu_sys"),
                Lag.of(now, all),
                between.newSlow(),
                commands(between),
                now.holdUps(),
                now.slow());
    }

    private static long keys(Look now) {
        double keys = 0;
        for (Map.Entry<String, String> field : now.info().entrySet()) {
            if (field.getKey().matches("db\\d+")) {
                keys += Look.part(field.getValue(), "keys");
            }
        }
        return (long) keys;
    }

    private static List<CommandReading> commands(Between between) {
        List<CommandReading> commands = new ArrayList<>();
        double all = between.commandMicros();
        for (String name : between.commandNames()) {
            double calls = between.morePart("cmdstat_" + name, "calls");
            if (calls <= 0) {
                continue;
            }
            double micros = between.morePart("cmdstat_" + name, "usec");
            commands.add(new CommandReading(
                    name, calls / between.seconds(), micros / calls, between.p99(name), all == 0 ? 0 : micros / all));
        }
        commands.sort(Comparator.comparingDouble(CommandReading::perSecond).reversed());
        return commands;
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
        wires.clear();
    }
}
