package dev.redkit.bench.vector;

import dev.redkit.bench.engine.Measurement;
import dev.redkit.bench.engine.ThreadCosts;
import dev.redkit.bench.engine.Watcher;
import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Schedule;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.Failure;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Questions for nearest neighbours at one effort of searching, over connections with a thread each: rate, latency and recall
 * come from the same replies. The work is the server's; a thread and a connection for each question under way are enough.
 */
public final class VectorTrial {
    private static final double NANOS = 1e9;

    /** What is asked, of what. */
    public record Task(Index index, Vectors queries, Truth truth, int effort) {}

    /** What else went on in a block. */
    private record Seen(long pause, Map<String, Double> evidence) {}

    private final Redis redis;
    private final Task task;
    private final Load load;
    private final BooleanSupplier cancelled;
    private final List<Interval> blocks = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final AtomicLong turn = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final DoubleAdder recalls = new DoubleAdder();
    private final LongAdder judged = new LongAdder();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private Schedule schedule;
    private long measureFrom;
    private long end;

    private VectorTrial(Redis redis, Task task, Load load, BooleanSupplier cancelled) {
        this.redis = redis;
        this.task = task;
        this.load = load;
        this.cancelled = cancelled;
        for (int i = 0; i < load.blocks(); i++) {
            blocks.add(new Interval(1, load.open()));
        }
    }

    public static Trial.Outcome run(Redis redis, Task task, Load load, BooleanSupplier cancelled) {
        return new VectorTrial(redis, task, load, cancelled).run();
    }

    private Trial.Outcome run() {
        Workload workload = Workload.recorded(
                task.index().title() + ", ef " + task.effort(),
                Map.of(new String(question(0)[0], StandardCharsets.UTF_8).toLowerCase(Locale.ROOT), 1L));
        Trial.Outcome outcome = Trial.observe(redis, workload, load, watcher -> {
            List<Thread> threads = threads();
            long begin = System.nanoTime();
            long warm = load.warmUp().orElseThrow().toNanos();
            measureFrom = begin + warm;
            end = measureFrom + load.time().toNanos();
            if (load.open()) {
                schedule = Schedule.of(load.rate(), load.arrivals(), 0, 1, load.seed());
                schedule.start(begin);
            }
            watcher.started(begin);
            threads.forEach(Thread::start);
            sleepUntil(measureFrom);
            watcher.measuring();
            watch(watcher);
            watcher.measured();
            threads.forEach(VectorTrial::join);
            return measurement(warm / NANOS);
        });
        Index.Graph graph = task.index().graph;
        Map<String, String> setting = outcome.report().load();
        setting.put("vectors", Integer.toString(task.truth().vectors()));
        setting.put("dimensions", Integer.toString(task.queries().dimensions()));
        setting.put("neighbours", Integer.toString(task.truth().k()));
        setting.put("graph", graph.links() + " links, effort " + graph.effort() + ", " + graph.precision());
        outcome.report()
                .facts()
                .put("recall", recalls.sum() / Math.max(1, judged.sum()))
                .put("k", task.truth().k())
                .put("ef", task.effort());
        return outcome;
    }

    /** Looks at this machine at the end of each block. */
    private void watch(Watcher watcher) {
        watcher.longestPause();
        watcher.evidence();
        for (int i = 1; i <= load.blocks(); i++) {
            sleepUntil(measureFrom + load.time().toNanos() * i / load.blocks());
            seen.add(new Seen(watcher.longestPause(), watcher.evidence()));
        }
    }

    private byte[][] question(int query) {
        return task.index().ask(task.queries().bytes(query), task.truth().k(), task.effort());
    }

    private List<Thread> threads() {
        Target target = place(redis, task.index());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < load.connections(); i++) {
            Wire wire = Wire.open(target);
            Thread thread = new Thread(() -> ask(wire), "bench-asker");
            thread.setDaemon(true);
            threads.add(thread);
        }
        return threads;
    }

    /** The server that has the index: in a cluster, the one of its key. */
    static Target place(Redis redis, Index index) {
        return switch (redis.target().mode()) {
            case STANDALONE -> redis.target();
            case SENTINEL -> redis.at(redis.topology().masters().get(0).address());
            case CLUSTER ->
                redis.at(redis.topology()
                        .ownerOf(index.name.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .address());
        };
    }

    // ---- the asking threads

    private void ask(Wire wire) {
        ThreadCosts costs = new ThreadCosts();
        Interval own = new Interval(1, load.open());
        int block = -1;
        costs.begin();
        try (wire) {
            for (long due = next(); due < end && !cancelled.getAsBoolean() && failures.isEmpty(); due = next()) {
                int at = blockOf(due);
                if (at != block) {
                    costs.chargeTo(own);
                    handOver(own, block);
                    block = at;
                }
                one(wire, own, due, at >= 0);
            }
        } catch (Failure e) {
            failures.add(e);
        }
        costs.chargeTo(own);
        handOver(own, block);
    }

    /** When the next question is due; with a rate, the schedule says it and whoever is free takes it. */
    private long next() {
        if (schedule == null) {
            return System.nanoTime();
        }
        synchronized (this) {
            long due = schedule.due();
            schedule.advance();
            return due;
        }
    }

    private int blockOf(long due) {
        return due < measureFrom
                ? -1
                : (int) Math.min(
                        load.blocks() - 1L,
                        (due - measureFrom) * load.blocks() / load.time().toNanos());
    }

    private void one(Wire wire, Interval own, long due, boolean counts) {
        int query = (int) (turn.getAndIncrement() % task.queries().count());
        byte[][] question = question(query);
        sleepUntil(due);
        long sent = System.nanoTime();
        Reply reply = wire.call(question);
        long done = System.nanoTime();
        answered.incrementAndGet();
        if (reply instanceof Reply.Err error) {
            own.op(0).failed(due, done, 1);
            own.complaints.add(error.code(), 1, error.message());
            return;
        }
        own.op(0).answered(due, sent, done, 1);
        own.lag.recordValue(Math.max(0, sent - due));
        if (counts) {
            recalls.add(task.truth().recall(query, task.index().numbers(reply)));
            judged.increment();
        }
    }

    private void handOver(Interval own, int block) {
        if (block >= 0) {
            synchronized (blocks) {
                blocks.get(block).add(own);
            }
        }
        own.clear();
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the result

    private Measurement measurement(double warm) {
        double length = load.time().toNanos() / NANOS / load.blocks();
        Interval total = new Interval(1, load.open());
        List<Block> pieces = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        for (Interval block : blocks) {
            total.add(block);
            pieces.add(Block.of(block, length, Double.NaN));
            Seen at = seen.get(pieces.size() - 1);
            ticks.add(Tick.of(block, warm + length * pieces.size(), length, false, at.pause(), at.evidence()));
        }
        return new Measurement(
                total,
                total.count(),
                load.time().toNanos() / NANOS,
                pieces,
                ticks,
                warm,
                true,
                List.of(answered.get()),
                task.queries().count(),
                failures.stream().findFirst());
    }

    /** Makes an empty index. */
    public static void create(Redis redis, Index index, Vectors data) {
        try (Wire wire = Wire.open(place(redis, index))) {
            index.create(wire, data.dimensions());
        }
    }

    /** Fills the index; says how many seconds that took. */
    public static double build(Redis redis, Index index, Vectors data, LongConsumer added, BooleanSupplier cancelled) {
        long begin = System.nanoTime();
        try (Wire wire = Wire.open(place(redis, index))) {
            index.fill(wire, data, added, cancelled);
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    public static void drop(Redis redis, Index index, Vectors data) {
        try (Wire wire = Wire.open(place(redis, index))) {
            index.drop(wire, data.count());
        }
    }

    /** Those that no other beats in recall and rate both. */
    public static List<Report> front(List<Report> reports) {
        return reports.stream()
                .filter(one -> reports.stream().noneMatch(other -> beats(other, one)))
                .toList();
    }

    private static boolean beats(Report first, Report second) {
        double recall = first.facts().get("recall") - second.facts().get("recall");
        double rate = first.rate() - second.rate();
        return recall >= 0 && rate >= 0 && (recall > 0 || rate > 0);
    }

    /** The fastest whose recall is at least that. */
    public static Optional<Report> fastest(List<Report> reports, double recall) {
        return reports.stream()
                .filter(one -> one.facts().get("recall") >= recall)
                .max(Comparator.comparingDouble(Report::rate));
    }
}
