package dev.redkit.bench.verdict;

import dev.redkit.bench.latency.ServerEvents;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.failure.Failure;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks every server once a second what it is doing, on a thread and over connections of its own, so that a server which
 * answers nobody holds up nobody here. What changed between two answers is an event of the time line; what the servers'
 * latency monitors noted is added at the end.
 */
final class ServerWatch implements Closeable {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
    /** Bounds what an eventful week may cost. */
    private static final int MOST = 10_000;

    private final Redis redis;
    private final List<Server> servers = new ArrayList<>();
    private final List<ServerEvent> events = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "bench-watch");
    private long start;
    private Instant began = Instant.EPOCH;
    private volatile boolean closed;
    private volatile double cpuShare = Double.NaN;

    /** One server, and what it said last. */
    private static final class Server {
        private final Target target;
        private Map<String, String> info = Map.of();
        private double asked;
        private double cpuShare = Double.NaN;
        private final Map<String, Double> open = new HashMap<>();

        Server(Target target) {
            this.target = target;
        }

        String name() {
            return target.address().toString();
        }
    }

    ServerWatch(Redis redis) {
        this.redis = redis;
        thread.setDaemon(true);
    }

    void start(long nanos) {
        start = nanos;
        began = Instant.now();
        thread.start();
    }

    private double now() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void work() {
        try {
            targets().forEach(target -> servers.add(new Server(target)));
        } catch (Failure e) {
            add(new ServerEvent(now(), 0, redis.target().toString(), "unknown", e.getMessage()));
        }
        while (!closed) {
            for (Server server : servers) {
                look(server);
            }
            cpuShare = servers.stream().mapToDouble(server -> server.cpuShare).sum();
            LockSupport.parkNanos(PERIOD);
        }
    }

    private List<Target> targets() {
        Target target = redis.target();
        if (target.mode() == Target.Mode.STANDALONE) {
            return List.of(target);
        }
        return redis.topology().masters().stream()
                .map(Node::address)
                .map(redis::at)
                .toList();
    }

    private void look(Server server) {
        double at = now();
        try (Wire wire = Wire.open(server.target)) {
            Reply reply = wire.call("INFO", "everything");
            if (reply instanceof Reply.Err) {
                return;
            }
            closeSpan(server, "no-answer", at);
            Map<String, String> info = InfoText.fields(reply.text());
            if (now() - at >= 0.2) {
                add(new ServerEvent(at, now() - at, server.name(), "slow-answer", "INFO took that long"));
            }
            if (!server.info.isEmpty()) {
                compare(server, new Step(server.info, info), at);
            }
            server.cpuShare = (cpu(info) - cpu(server.info)) / (at - server.asked);
            server.asked = at;
            server.info = info;
        } catch (Failure e) {
            server.open.putIfAbsent("no-answer", at);
        }
    }

    private static double cpu(Map<String, String> info) {
        return ProcFiles.number(info.getOrDefault("used_cpu_user", ""))
                + ProcFiles.number(info.getOrDefault("used_cpu_sys", ""));
    }

    /** How many processors the servers kept busy between the last two answers; NaN where nobody says. */
    double cpuShare() {
        return cpuShare;
    }

    /** What a server said, and what it says now. */
    private record Step(Map<String, String> before, Map<String, String> after) {
        long grown(String name) {
            double more =
                    ProcFiles.number(after.getOrDefault(name, "")) - ProcFiles.number(before.getOrDefault(name, ""));
            return Double.isNaN(more) ? 0 : (long) more;
        }
    }

    private void compare(Server server, Step step, double at) {
        Map<String, String> now = step.after();
        span(server, "bgsave", now.get("rdb_bgsave_in_progress"), at);
        span(server, "aof-rewrite", now.get("aof_rewrite_in_progress"), at);
        span(server, "loading", now.get("loading"), at);
        if (step.grown("total_forks") > 0) {
            moment(server, at, "fork", now.get("latest_fork_usec") + " us");
        }
        // Keys expire all the time where keys have a life; only many at once hold up a server.
        Map.of("evicted_keys", 0L, "expired_keys", 1_000L, "aof_delayed_fsync", 0L)
                .forEach((name, least) -> {
                    if (step.grown(name) > least) {
                        moment(server, at, name, step.grown(name) + " more");
                    }
                });
        for (String name : List.of("role", "connected_slaves", "run_id")) {
            String then = step.before().getOrDefault(name, "");
            if (!then.equals(now.getOrDefault(name, ""))) {
                moment(server, at, name.equals("run_id") ? "restarted" : name, then + " -> " + now.get(name));
            }
        }
    }

    /** Something that a server is at for a while. */
    private void span(Server server, String name, String state, double at) {
        if ("1".equals(state)) {
            server.open.putIfAbsent(name, at);
        } else {
            closeSpan(server, name, at);
        }
    }

    private void closeSpan(Server server, String name, double at) {
        Double since = server.open.remove(name);
        if (since != null) {
            add(new ServerEvent(since, at - since, server.name(), name, ""));
        }
    }

    private void moment(Server server, double at, String name, String detail) {
        add(new ServerEvent(at, 0, server.name(), name, detail));
    }

    private synchronized void add(ServerEvent event) {
        if (events.size() < MOST) {
            events.add(event);
        }
    }

    /** Ends the watch; all that happened, in order. */
    List<ServerEvent> end() {
        close();
        if (start == 0) {
            return List.of();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double end = now();
        for (Server server : thread.isAlive() ? List.<Server>of() : servers) {
            for (String name : List.copyOf(server.open.keySet())) {
                closeSpan(server, name, end);
            }
            noted(server);
        }
        synchronized (this) {
            events.sort(Comparator.comparingDouble(ServerEvent::at));
            return List.copyOf(events);
        }
    }

    /** What the server's own latency monitor has of this time; it counts in whole seconds, by its own clock. */
    private void noted(Server server) {
        try (Wire wire = Wire.open(server.target)) {
            double skew = skew(wire);
            Instant theirs = began.plusNanos((long) (skew * 1e9));
            for (ServerEvents.Event event : ServerEvents.since(wire, theirs)) {
                double at = Math.max(0, (event.at().toEpochMilli() - theirs.toEpochMilli()) / 1e3);
                add(new ServerEvent(at, event.millis() / 1e3, server.name(), event.name(), event.millis() + " ms"));
            }
        } catch (Failure e) {
            add(new ServerEvent(now(), 0, server.name(), "no-answer", "at the end: " + e.getMessage()));
        }
    }

    private static double skew(Wire wire) {
        Reply time = wire.call("TIME");
        if (!(time instanceof Reply.Array parts) || parts.items().size() != 2) {
            return 0;
        }
        double theirs = parts.items().get(0).number() + parts.items().get(1).number() / 1e6;
        return theirs - Instant.now().toEpochMilli() / 1e3;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
