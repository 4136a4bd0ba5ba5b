package dev.redkit.bench.pubsub;

import dev.redkit.bench.engine.Engine;
import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.Moments;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Schedule;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Publishes and receives at once, and makes one report of both sides. */
public final class PubSubTrial {
    /** What the report calls the way of a message from publisher to subscriber. */
    public static final String DELIVERY = "delivery";

    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

    private final Redis redis;
    private final Traffic traffic;
    private final Load load;
    private final Deliveries deliveries;
    private final List<Reader> readers = new ArrayList<>();

    private PubSubTrial(Redis redis, Traffic traffic, Load load) {
        this.redis = redis;
        this.traffic = traffic;
        this.load = load;
        this.deliveries = new Deliveries(traffic);
    }

    /** Runs to the end; {@code load} says how many publishers ({@code connections}) send at which rate. */
    public static Trial.Outcome run(
            Redis redis, Traffic traffic, Load load, Consumer<Tick> ticks, BooleanSupplier cancelled) {
        return new PubSubTrial(redis, traffic, load).run(ticks, cancelled);
    }

    private Trial.Outcome run(Consumer<Tick> ticks, BooleanSupplier cancelled) {
        try {
            subscribe();
            Workload workload = Workload.recorded(
                    traffic.title(), Map.of(traffic.kind().send().toLowerCase(Locale.ROOT), 1L));
            Schedule schedule = load.open() ? Schedule.of(load.rate(), load.arrivals(), 0, 1, load.seed()) : null;
            Press press = new Press(traffic, schedule);
            Trial.Outcome outcome = Trial.replay(redis, workload, load, press, new Start(ticks), cancelled);
            Map<String, String> setting = outcome.report().load();
            setting.put("message_bytes", Integer.toString(traffic.size()));
            setting.put("channels", Integer.toString(traffic.channels()));
            setting.put("subscribers", Integer.toString(traffic.subscribers()));
            setting.put("groups", Integer.toString(traffic.groups()));
            long expected = expected(outcome.report());
            await(expected);
            return new Trial.Outcome(report(outcome.report(), expected), outcome.failure());
        } finally {
            readers.forEach(Reader::close);
            tidyUp();
        }
    }

    /** Hears when the threads start, and so knows what is warm-up: whole intervals, as the engine counts them. */
    private final class Start implements Consumer<Tick>, Moments {
        private final Consumer<Tick> next;

        Start(Consumer<Tick> next) {
            this.next = next;
        }

        @Override
        public void accept(Tick tick) {
            next.accept(tick);
        }

        @Override
        public void started(long nanos) {
            long interval = Engine.interval(load);
            long warm = load.warmUp().orElseThrow().toNanos();
            long from = (warm + interval - 1) / interval * interval;
            deliveries.start(nanos, from, from + Math.round((double) load.time().toNanos() / interval) * interval);
        }
    }

    // ---- subscribers

    private void subscribe() {
        IdentityHashMap<Target, Map<String, Integer>> places = places();
        List<Deliveries.Receiver> groups = new ArrayList<>();
        for (int i = 0; i < traffic.groups(); i++) {
            groups.add(deliveries.receiver());
        }
        makeGroups(places);
        for (int i = 0; i < traffic.subscribers(); i++) {
            Deliveries.Receiver receiver =
                    traffic.kind() == Traffic.Kind.STREAM ? groups.get(i % traffic.groups()) : deliveries.receiver();
            for (Map.Entry<Target, Map<String, Integer>> place : places.entrySet()) {
                Reader reader = new Reader(traffic, new Reader.Place(place.getKey(), place.getValue()), receiver, i);
                readers.add(reader);
                reader.begin();
            }
        }
    }

    /** What is read over which connection: all from one server, or each from the owner of its slot, streams one by one. */
    private IdentityHashMap<Target, Map<String, Integer>> places() {
        boolean clustered = redis.target().mode() == Target.Mode.CLUSTER;
        Map<String, Target> targets = new HashMap<>();
        IdentityHashMap<Target, Map<String, Integer>> places = new IdentityHashMap<>();
        for (int i = 0; i < traffic.channels(); i++) {
            String name = traffic.channel(i);
            String place = !clustered || traffic.kind() == Traffic.Kind.CHANNEL
                    ? ""
                    : traffic.kind() == Traffic.Kind.STREAM ? name : owner(name).toString();
            Target target = targets.computeIfAbsent(place, key -> target(name));
            places.computeIfAbsent(target, one -> new LinkedHashMap<>()).put(name, i);
        }
        return places;
    }

    private Address owner(String name) {
        return redis.topology()
                .ownerOf(name.getBytes(StandardCharsets.UTF_8))
                .map(Node::address)
                .orElseThrow(() -> new Unreachable("nobody serves the slot of " + name));
    }

    private Target target(String name) {
        return switch (redis.target().mode()) {
            case STANDALONE -> redis.target();
            case SENTINEL -> redis.at(redis.topology().masters().get(0).address());
            case CLUSTER ->
                traffic.kind() == Traffic.Kind.CHANNEL
                        ? redis.at(redis.topology().masters().get(0).address())
                        : redis.at(owner(name));
        };
    }

    private void makeGroups(IdentityHashMap<Target, Map<String, Integer>> places) {
        if (traffic.kind() != Traffic.Kind.STREAM) {
            return;
        }
        places.forEach((target, names) -> {
            try (Wire wire = Wire.open(target)) {
                for (String name : names.keySet()) {
                    for (int i = 0; i < traffic.groups(); i++) {
                        wire.demand("XGROUP", "CREATE", name, "g" + i, "0", "MKSTREAM");
                    }
                }
            }
        });
    }

    /** The streams are this run's own: their names say so. */
    private void tidyUp() {
        if (traffic.kind() != Traffic.Kind.STREAM) {
            return;
        }
        places().forEach((target, names) -> {
            try (Wire wire = Wire.open(target)) {
                names.keySet().forEach(name -> wire.demand("UNLINK", name));
            }
        });
    }

    // ---- the end

    /** Every message that was answered, the warm-up included, as often as there are who receive it. */
    private long expected(Report report) {
        long sent = 0;
        for (Tick tick : report.ticks()) {
            sent += tick.count() - tick.errors();
        }
        return sent * traffic.copies();
    }

    /** Until all have come, or none comes any more. */
    private void await(long expected) {
        long begin = System.nanoTime();
        while (deliveries.received() - deliveries.duplicates() < expected
                && System.nanoTime() - Math.max(begin, deliveries.last()) < patience()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** What a silent server holds back is not lost; what it had for a subscriber that was cut off is. */
    private long patience() {
        boolean allRead = readers.stream().allMatch(one -> one.failure() == null);
        return allRead ? redis.target().timeout().toNanos() : QUIET;
    }

    private Report report(Report sent, long expected) {
        List<Report.Command> commands = new ArrayList<>(sent.commands());
        commands.add(new Report.Command(
                DELIVERY,
                traffic.kind().receive(),
                1,
                deliveries.response().getTotalCount(),
                deliveries.response(),
                deliveries.transit(),
                Histograms.empty()));
        List<Block> blocks = new ArrayList<>();
        double at = sent.warmUp();
        for (Block block : sent.blocks()) {
            List<byte[]> seen = new ArrayList<>(block.seen());
            seen.add(Histograms.pack(deliveries.between(at, at + block.seconds())));
            blocks.add(new Block(
                    block.seconds(), block.count(), block.errors(), seen, block.clientCpu(), block.serverCpu()));
            at += block.seconds();
        }
        facts(sent.facts(), sent.seconds(), expected);
        return sent.with(commands, blocks);
    }

    private void facts(Facts facts, double seconds, long expected) {
        long fresh = deliveries.received() - deliveries.duplicates();
        facts.put("messages_expected", expected);
        facts.put("messages_received", deliveries.received());
        facts.put("messages_lost", Math.max(0, expected - fresh));
        facts.put("messages_duplicated", deliveries.duplicates());
        facts.put("messages_reordered", deliveries.reordered());
        facts.put("messages_foreign", deliveries.foreign());
        facts.put("deliveries_per_second", deliveries.response().getTotalCount() / seconds);
        facts.put(
                "subscribers_cut",
                readers.stream().filter(one -> one.failure() != null).count());
    }
}
