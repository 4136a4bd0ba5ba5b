package dev.redkit.bench.verdict;

import dev.redkit.bench.engine.Measurement;
import dev.redkit.bench.engine.ThreadCosts;
import dev.redkit.bench.engine.Watcher;
import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.recorder.Moments;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.workload.Op;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.redis.ServerLatency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Takes accounts of the machine and the servers at both ends of the measured time, and makes facts of their difference. */
public final class Observer implements Watcher, AutoCloseable {
    /** In less than that nothing can be told from the kernel's hundredths of a second. */
    private static final double SHORTEST_INTERVAL = 0.02;

    private final ServerProbe servers;
    private final Consumer<Tick> ticks;
    private final BooleanSupplier cancelled;
    private final Hiccups hiccups = Hiccups.watch();
    private final Safepoints safepoints = Safepoints.watch();
    private final ServerWatch events;
    private final ServerAccount first;
    private MachineAccount intervalBefore;
    private MachineAccount machineBefore;
    private MachineAccount machineAfter;
    private ServerAccount before = ServerAccount.NONE;
    private ServerAccount after = ServerAccount.NONE;
    private ServerLatency latencyBefore = new ServerLatency();
    private ServerLatency latencyAfter = new ServerLatency();
    private Histogram pauses;
    private double longestSafepoint;
    private double safepointCount;

    public Observer(Redis redis, ServerProbe servers, Consumer<Tick> ticks, BooleanSupplier cancelled) {
        this.events = new ServerWatch(redis);
        this.servers = servers;
        this.ticks = ticks;
        this.cancelled = cancelled;
        this.first = servers.account();
    }

    @Override
    public void started(long nanos) {
        events.start(nanos);
        intervalBefore = MachineAccount.take(safepoints.seconds());
        if (ticks instanceof Moments moments) {
            moments.started(nanos);
        }
    }

    @Override
    public long longestPause() {
        return hiccups.longest();
    }

    @Override
    public Map<String, Double> evidence() {
        MachineAccount now = MachineAccount.take(safepoints.seconds());
        if (intervalBefore == null || now.wall() - intervalBefore.wall() < SHORTEST_INTERVAL) {
            return Map.of();
        }
        double share = servers.local() ? events.cpuShare() : 0;
        Facts facts = now.since(intervalBefore, share * (now.wall() - intervalBefore.wall()));
        intervalBefore = now;
        return facts.all();
    }

    @Override
    public void measuring() {
        safepoints.awaitStart();
        hiccups.reset();
        safepoints.reset();
        before = servers.account();
        latencyBefore = servers.latency();
        machineBefore = MachineAccount.take(safepoints.seconds());
    }

    @Override
    public void measured() {
        machineAfter = MachineAccount.take(safepoints.seconds());
        pauses = hiccups.soFar();
        longestSafepoint = safepoints.longestMillis();
        safepointCount = safepoints.count();
        after = servers.account();
        latencyAfter = servers.latency();
    }

    @Override
    public double serverCpu() {
        return servers.cpu();
    }

    @Override
    public void tick(Tick tick) {
        ticks.accept(tick);
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** What happened on the servers; after the run, once. */
    public List<ServerEvent> events() {
        return events.end();
    }

    /** After the run. */
    public Facts facts(Workload workload, Measurement run, int loops) {
        Facts facts = new Facts();
        if (machineBefore == null || machineAfter == null || run.count() == 0) {
            return facts;
        }
        client(facts, run.total(), run, loops);
        facts.putAll(machineAfter.since(machineBefore, servers.local() ? after.cpu() - before.cpu() : 0));
        server(facts, run);
        for (Op op : workload.ops()) {
            double p99 = latencyAfter.p99(op.command(), latencyBefore);
            facts.put("server_" + op.command() + "_p99_us", p99);
            facts.put("server_" + op.command() + "_us_per_call", after.microsPerCallSince(before, op.command()));
            beyondServer(facts, run, workload, op);
        }
        crossCheck(facts, workload, run);
        return facts;
    }

    /** What network, queues and this client added to the server's own time. */
    private static void beyondServer(Facts facts, Measurement run, Workload workload, Op op) {
        var ours =
                Quantile.of("p99").in(run.total().op(workload.ops().indexOf(op)).seen());
        double theirs = facts.get("server_" + op.command() + "_p99_us");
        if (ours.isPresent() && !Double.isNaN(theirs)) {
            facts.put("beyond_server_" + op.name() + "_p99_us", Math.max(0, ours.getAsDouble() / 1e3 - theirs));
        }
    }

    private void client(Facts facts, Interval total, Measurement run, int loops) {
        double count = total.count();
        facts.put("client_cpu_us_per_request", total.cpuNanos / 1e3 / count);
        facts.put("loop_busy_percent", 100 * total.cpuNanos / 1e9 / run.seconds() / loops);
        if (ThreadCosts.QUEUE_KNOWN) {
            facts.put("run_queue_percent", 100 * total.queuedNanos / 1e9 / run.seconds() / loops);
        }
        facts.put("allocated_bytes_per_request", total.allocated / count);
        facts.put("allocated_bytes_per_second", total.allocated / run.seconds());
        facts.put("safepoints", safepointCount);
        facts.put("safepoint_max_ms", longestSafepoint);
        facts.put("hiccup_p99_ms", pauses.getValueAtPercentile(99) / 1e6);
        facts.put("hiccup_p99.9_ms", pauses.getValueAtPercentile(99.9) / 1e6);
        facts.put("hiccup_max_ms", pauses.getMaxValue() / 1e6);
        if (run.total().open()) {
            facts.put("send_lag_p99_ms", total.lag.getValueAtPercentile(99) / 1e6);
            facts.put("send_lag_max_ms", total.lag.getMaxValue() / 1e6);
            facts.put("own_lag_p99_ms", total.own.getValueAtPercentile(99) / 1e6);
        }
    }

    private void server(Facts facts, Measurement run) {
        double cpu = after.cpu() - before.cpu();
        double hits = after.since(before, "keyspace_hits");
        double misses = after.since(before, "keyspace_misses");
        facts.put("server_cpu_us_per_request", 1e6 * cpu / run.total().count());
        facts.put(
                "server_main_thread_percent",
                100 * (after.mainThread() - before.mainThread()) / run.seconds() / Math.max(1, servers.servers()));
        facts.put("server_cpu_percent", 100 * cpu / run.seconds() / Math.max(1, servers.servers()));
        facts.put("hit_percent", 100 * hits / (hits + misses));
        facts.put("distinct_keys", run.distinctKeys() < 0 ? Double.NaN : (double) run.distinctKeys());
        facts.put("bytes_sent", run.total().bytesSent);
        facts.put("bytes_received", run.total().bytesReceived);
        facts.put(
                "reply_bytes_per_request",
                (double) run.total().bytesReceived / run.total().count());
        for (String name : List.of(
                "evicted_keys",
                "expired_keys",
                "total_forks",
                "total_error_replies",
                "total_net_input_bytes",
                "total_net_output_bytes")) {
            facts.put("server_" + name, after.since(before, name));
        }
        facts.put("server_aof_delayed_fsync", after.since(before, "aof_delayed_fsync"));
    }

    /** Over the whole run, warm-up included: there both ends are quiet, and the numbers have to be equal. */
    private void crossCheck(Facts facts, Workload workload, Measurement run) {
        ServerAccount last = servers.account();
        if (last.calls().isEmpty() || first.calls().isEmpty()) {
            return;
        }
        Map<String, Long> ours = new HashMap<>();
        for (int i = 0; i < workload.ops().size(); i++) {
            Op op = workload.ops().get(i);
            ours.merge(op.command(), run.answers().get(i), Long::sum);
        }
        long sum = 0;
        long theirs = 0;
        for (Map.Entry<String, Long> one : ours.entrySet()) {
            long calls = last.callsSince(first, one.getKey());
            // A command that the server does not know has no statistics.
            if (calls > 0) {
                sum += one.getValue();
                theirs += calls;
            }
        }
        if (theirs > 0) {
            facts.put("counted_by_client", sum);
            facts.put("counted_by_server", theirs);
        }
    }

    @Override
    public void close() {
        hiccups.close();
        safepoints.close();
        events.close();
    }
}
