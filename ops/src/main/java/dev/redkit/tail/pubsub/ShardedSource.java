package dev.redkit.tail.pubsub;

import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.tail.Crew;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Slice;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sharded channels: each is heard at the node that owns its slot, and follows the slot when it moves or its node fails.
 * What was published while a channel was on its way is a gap.
 */
public final class ShardedSource implements TailSource {
    private static final long TICK_MILLIS = 100;
    private static final long LOOK_NANOS = 1_000_000_000;

    private record Stray(Address from, long since) {}

    private final Redis redis;
    private final List<byte[]> channels;
    private final Patience patience;
    private final Map<ByteBuffer, Address> places = new HashMap<>();
    private final Map<Address, Tap> taps = new HashMap<>();
    private final Map<ByteBuffer, Stray> strays = new ConcurrentHashMap<>();
    private final Crew crew = new Crew();
    private Traffic traffic;
    private volatile boolean moved;
    private volatile boolean stopped;

    public ShardedSource(Redis redis, List<byte[]> channels, Patience patience) {
        this.redis = redis;
        this.channels = List.copyOf(channels);
        this.patience = patience;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run(Traffic to) {
        traffic = to;
        place();
        long looked = System.nanoTime();
        try {
            while (!stopped && !traffic.over()) {
                crew.check();
                crew.rest(TICK_MILLIS, () -> stopped);
                boolean trouble = moved || taps.values().stream().anyMatch(one -> one.isLost());
                if (trouble && System.nanoTime() - looked > LOOK_NANOS / (moved ? 10 : 1)) {
                    looked = System.nanoTime();
                    moved = false;
                    follow();
                }
            }
        } finally {
            taps.values().forEach(one -> one.stop());
        }
        crew.join();
    }

    private void follow() {
        try {
            redis.refresh();
            place();
        } catch (Unreachable e) {
            moved = true;
            traffic.detail(e.getMessage());
        }
    }

    /** Sends each channel to where it belongs now; those that are there stay. */
    private void place() {
        Map<Address, List<byte[]>> coming = new HashMap<>();
        for (byte[] channel : channels) {
            ByteBuffer name = ByteBuffer.wrap(channel);
            Address now = owner(channel);
            Address before = places.get(name);
            boolean strayed = strays.containsKey(name);
            if (now == null || (now.equals(before) && !strayed)) {
                moved |= now == null;
                continue;
            }
            if (before != null && !strayed) {
                strays.put(name, new Stray(before, System.nanoTime()));
            }
            places.put(name, now);
            coming.computeIfAbsent(now, at -> new ArrayList<>()).add(channel);
        }
        coming.forEach(this::send);
        taps.entrySet().removeIf(one -> {
            boolean needless = !places.containsValue(one.getKey());
            if (needless) {
                one.getValue().stop();
            }
            return needless;
        });
    }

    private void send(Address address, List<byte[]> names) {
        Tap there = taps.get(address);
        if (there != null) {
            names.forEach(there::add);
            return;
        }
        Tap.Calls calls = new Tap.Calls() {
            @Override
            public void strayed(byte[] name) {
                ShardedSource.this.strayed(name, address);
            }

            @Override
            public void stands(Slice name) {
                ShardedSource.this.stands(name);
            }
        };
        Tap tap = new Tap(Tap.Place.at(redis, address), new Tap.Wish(Interest.SHARD, names, patience), calls, traffic);
        taps.put(address, tap);
        crew.start("redkit-tap-" + address, tap::run);
    }

    private Address owner(byte[] channel) {
        return redis.topology().ownerOf(channel).map(Node::address).orElse(null);
    }

    private void strayed(byte[] name, Address from) {
        strays.putIfAbsent(ByteBuffer.wrap(name), new Stray(from, System.nanoTime()));
        moved = true;
    }

    private void stands(Slice name) {
        Stray stray = strays.remove(ByteBuffer.wrap(name.copy()));
        if (stray != null) {
            long nanos = System.nanoTime() - stray.since();
            String cause = "slot " + Slots.of(name.copy()) + " of " + name + " moved away from " + stray.from();
            traffic.gap(new Gap(
                    System.currentTimeMillis() * 1000, nanos, stray.from().toString(), cause, -1));
        }
    }

    /** Sharded channels came with Redis 7.0. */
    public static void require(Redis redis) {
        if (!redis.capabilities().supports("SSUBSCRIBE").orElse(true)) {
            throw new UsageError(
                    redis.target() + " has no sharded channels: they came with Redis 7.0", "leave --sharded out");
        }
    }
}
