package dev.redkit.tail.stream;

import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.tail.Crew;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Streams: all of them over one wire; in a cluster those of each slot over one of their own. */
public final class StreamSource implements TailSource {
    private final Redis redis;
    private final List<byte[]> keys;
    private final StreamPlan plan;
    private final List<StreamReader> readers = new ArrayList<>();
    private volatile boolean stopped;

    public StreamSource(Redis redis, List<byte[]> keys, StreamPlan plan) {
        this.redis = redis;
        this.keys = List.copyOf(keys);
        this.plan = plan;
    }

    @Override
    public void run(Traffic traffic) {
        synchronized (readers) {
            if (redis.target().mode() == Target.Mode.CLUSTER) {
                bySlot().forEach((slot, places) -> readers.add(new StreamReader(toOwner(slot), places, plan, traffic)));
            } else {
                readers.add(new StreamReader(
                        redis::wire, keys.stream().map(StreamPlace::new).toList(), plan, traffic));
            }
        }
        if (stopped) {
            return;
        }
        if (readers.size() == 1) {
            readers.get(0).run();
            return;
        }
        Crew crew = new Crew();
        readers.forEach(reader -> crew.start("redkit-stream", reader));
        try {
            while (!crew.done()) {
                crew.check();
                crew.rest(100, crew::done);
            }
        } finally {
            stop();
        }
        crew.join();
    }

    private Map<Integer, List<StreamPlace>> bySlot() {
        Map<Integer, List<StreamPlace>> slots = new LinkedHashMap<>();
        keys.forEach(key ->
                slots.computeIfAbsent(Slots.of(key), slot -> new ArrayList<>()).add(new StreamPlace(key)));
        return slots;
    }

    private Supplier<Wire> toOwner(int slot) {
        AtomicBoolean before = new AtomicBoolean();
        return () -> {
            if (before.getAndSet(true)) {
                redis.refresh();
            }
            Node owner = redis.topology()
                    .owner(slot)
                    .orElseThrow(() -> new Unreachable("nobody serves slot " + slot + " now"));
            return redis.wire(owner);
        };
    }

    @Override
    public void stop() {
        stopped = true;
        synchronized (readers) {
            readers.forEach(StreamReader::stop);
        }
    }
}
