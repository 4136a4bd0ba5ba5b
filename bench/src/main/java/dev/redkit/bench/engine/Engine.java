package dev.redkit.bench.engine;

import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Reads;
import dev.redkit.bench.schedule.Schedule;
import dev.redkit.bench.workload.Draws;
import dev.redkit.bench.workload.Encoder;
import dev.redkit.bench.workload.KeySource;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a workload at a load against the servers behind a target. */
public final class Engine {
    /** What one connection of an open loop may have under way, unless somebody says it. */
    public static final int OPEN_PIPELINE = 1024;

    private static final long LONGEST_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORT_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SMALL_BUFFER = 16 * 1024;
    private static final int USUAL_BUFFER = 1024 * 1024;
    private static final int LARGEST_RING = 1 << 20;
    /** Recorded requests may be longer than this: then the connection's buffer grows. */
    private static final int TAPE_BUFFER = 64 * 1024;

    private final Redis redis;
    private final Workload workload;
    private final Load load;
    private final Watcher watcher;
    /** What to send instead of drawn requests, or null. */
    private final Tape tape;

    private final List<Draws> draws = new ArrayList<>();

    private Engine(Redis redis, Workload workload, Load load, Watcher watcher, Tape tape) {
        this.tape = tape;
        this.redis = redis;
        this.workload = workload;
        this.load = load;
        this.watcher = watcher;
    }

    /** Runs to the end; what ended it before its time is in the measurement. Nothing measured at all is thrown. */
    public static Measurement run(Redis redis, Workload workload, Load load, Watcher watcher) {
        return new Engine(redis, workload, load, watcher, null).whole();
    }

    /** The same for requests that were recorded; the load says over how many connections. */
    public static Measurement replay(Redis redis, Workload workload, Load load, Watcher watcher, Tape tape) {
        return new Engine(redis, workload, load, watcher, tape).whole();
    }

    private Measurement whole() {
        try {
            return run();
        } catch (IOException e) {
            throw new Unreachable("connections cannot be watched: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private Measurement run() throws IOException, InterruptedException {
        Routes routes = new Routes(redis, load.reads());
        Course course = new Course(workload.ops().size(), load.open(), interval(load));
        Collector collector =
                new Collector(course, load, load.threads(), workload.ops().size(), watcher);
        try (Repairs repairs = new Repairs(routes)) {
            List<Loop> loops = loops(course, routes, repairs);
            connect(loops, routes);
            List<Thread> threads = new ArrayList<>();
            for (Loop loop : loops) {
                Thread thread = new Thread(loop, "bench-loop");
                thread.setDaemon(true);
                threads.add(thread);
            }
            collector.begin();
            course.start = System.nanoTime();
            course.started();
            watcher.started(course.start);
            threads.forEach(Thread::start);
            collector.collect();
            for (Thread thread : threads) {
                thread.join();
            }
            return collector.result(tape == null ? distinctKeys() : -1);
        }
    }

    /** How long the intervals of a run are: at most a second, and a whole number of them in a block. */
    public static long interval(Load load) {
        if (load.requests() > 0) {
            return SHORT_INTERVAL;
        }
        long block = Math.max(1, load.time().toNanos() / load.blocks());
        return block / ((block + LONGEST_INTERVAL - 1) / LONGEST_INTERVAL);
    }

    private List<Loop> loops(Course course, Routes routes, Repairs repairs) throws IOException {
        if (tape != null) {
            TapeDealer dealer = new TapeDealer(tape, routes, load.pipeline());
            return List.of(new Loop(
                    course, load, repairs, new Loop.Parts(dealer, tape, Long.MAX_VALUE, load.pipeline(), TAPE_BUFFER)));
        }
        List<Integer> keys = routes.clustered()
                ? keyArguments()
                : workload.ops().stream().map(op -> -1).toList();
        boolean[] reads = reads();
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < load.threads(); i++) {
            Draws its = new Draws(workload, i, load.threads(), load.seed(), load.constantValues());
            draws.add(its);
            List<Encoder> encoders = its.encoders(keys);
            checkKeys(keys, encoders);
            Schedule schedule =
                    load.open() ? Schedule.of(load.rate(), load.arrivals(), i, load.threads(), load.seed()) : null;
            int most = mostInFlight(routes);
            Dealer dealer = new DrawingDealer(its, encoders, reads, routes, most);
            loops.add(new Loop(
                    course, load, repairs, new Loop.Parts(dealer, schedule, load.share(i), most, buffer(encoders))));
        }
        return loops;
    }

    /** Which commands may go to a replica: none, where nobody wants that. */
    private boolean[] reads() {
        boolean[] reads = new boolean[workload.ops().size()];
        if (load.reads() != Reads.MASTER) {
            try (Wire wire = redis.wire()) {
                Reading reading = new Reading(wire);
                for (int i = 0; i < reads.length; i++) {
                    reads[i] = reading.reads(workload.ops().get(i).command());
                }
            }
        }
        return reads;
    }

    private void checkKeys(List<Integer> keys, List<Encoder> encoders) {
        for (int op = 0; op < encoders.size(); op++) {
            if (keys.get(op) >= 0 && encoders.get(op).keyOffset() < 0) {
                throw new UsageError(
                        "'" + workload.ops().get(op).text() + "' has a value of varying size before its key",
                        "in a cluster the key has to come first");
            }
        }
    }

    /** Asked of the server, with the words that the user wrote: placeholders are as good as keys here. */
    private List<Integer> keyArguments() {
        List<Integer> keys = new ArrayList<>();
        var specs = redis.keySpecs();
        for (int i = 0; i < workload.ops().size(); i++) {
            keys.add(specs.firstKey(workload.ops().get(i).sample()));
        }
        return keys;
    }

    /** In a cluster the answers of all connections may make room for requests to one. */
    private int mostInFlight(Routes routes) {
        long most = load.open() || !routes.clustered() ? load.pipeline() : (long) load.pipeline() * load.connections();
        return (int) Math.min(LARGEST_RING, most);
    }

    private int buffer(List<Encoder> encoders) {
        long longest = encoders.stream().mapToLong(Encoder::maxLength).max().orElse(0);
        long wanted = Math.max(SMALL_BUFFER, Math.min(USUAL_BUFFER, longest * load.pipeline()));
        long size = Math.max(wanted, longest + 64);
        if (size * load.connections() > Runtime.getRuntime().maxMemory() / 2) {
            throw new UsageError(
                    load.connections() + " connections with requests of " + longest + " bytes do not fit into memory",
                    "use fewer connections: -c "
                            + Math.max(1, Runtime.getRuntime().maxMemory() / 4 / size));
        }
        return Math.toIntExact(size);
    }

    /** Connections go to threads and servers in turn; each server has one at least. */
    private void connect(List<Loop> loops, Routes routes) {
        List<Target> targets = routes.targets();
        int perThread = Math.max(targets.size(), load.connections() / loops.size());
        int extra = Math.max(0, load.connections() - perThread * loops.size());
        for (int i = 0; i < loops.size(); i++) {
            int count = perThread + (i < extra ? 1 : 0);
            for (int j = 0; j < count; j++) {
                int server = j % targets.size();
                loops.get(i).take(Line.open(targets.get(server), server, routes.isReplicaOfCluster(server)), null);
            }
        }
    }

    private long distinctKeys() {
        long sum = 0;
        for (var space : draws.get(0).sources().keySet()) {
            List<KeySource> all = new ArrayList<>();
            for (Draws one : draws) {
                KeySource source = one.sources().get(space);
                if (source != null) {
                    all.add(source);
                }
            }
            long distinct = KeySource.distinct(all);
            if (distinct < 0) {
                return -1;
            }
            sum += distinct;
        }
        return sum;
    }
}
