package dev.redkit.tail.pubsub;

import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.tail.Crew;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A tap at each master, for what every server tells only of itself. Those that become masters later are listened to as
 * well, and those that are none any more are left.
 */
public final class MasterTaps {
    private static final long TICK_MILLIS = 100;
    private static final long LOOK_NANOS = 5_000_000_000L;
    private static final long HASTE_NANOS = 1_000_000_000;

    /** What is done at one master. */
    public interface Post {
        Tap tap(Address address);

        /** Listens until the tap is stopped; on a thread of its own. */
        default void attend(Address address, Tap tap) {
            tap.run();
        }
    }

    private final Redis redis;
    private final Post post;
    private final Traffic traffic;
    private final Map<Address, Tap> taps = new HashMap<>();
    private final Crew crew = new Crew();
    private long looked;

    public MasterTaps(Redis redis, Post post, Traffic traffic) {
        this.redis = redis;
        this.post = post;
        this.traffic = traffic;
    }

    public void run(BooleanSupplier stopped) {
        looked = System.nanoTime();
        masters().forEach(this::listen);
        try {
            while (!stopped.getAsBoolean() && !traffic.over()) {
                crew.check();
                crew.rest(TICK_MILLIS, stopped);
                boolean lost = taps.values().stream().anyMatch(Tap::isLost);
                boolean due = System.nanoTime() - looked > (lost ? HASTE_NANOS : LOOK_NANOS);
                if (due && redis.target().mode() != Target.Mode.STANDALONE) {
                    follow();
                }
            }
        } finally {
            taps.values().forEach(Tap::stop);
        }
        crew.join();
    }

    private List<Address> masters() {
        return redis.topology().masters().stream()
                .filter(node -> redis.target().mode() != Target.Mode.CLUSTER || node.slotCount() > 0)
                .map(Node::address)
                .toList();
    }

    private void listen(Address address) {
        Tap tap = post.tap(address);
        taps.put(address, tap);
        crew.start("redkit-tap-" + address, () -> post.attend(address, tap));
    }

    /** Between what a master said last, or the look before, and the one that took over lies a gap. */
    private void follow() {
        long since = looked;
        looked = System.nanoTime();
        try {
            redis.refresh();
        } catch (Unreachable e) {
            traffic.detail(e.getMessage());
            return;
        }
        List<Address> now = masters();
        for (Address address : List.copyOf(taps.keySet())) {
            if (!now.contains(address)) {
                Tap left = taps.remove(address);
                left.stop();
                since = Math.min(since, left.heard());
                traffic.remark(address + " is no master any more");
            }
        }
        for (Address address : now) {
            if (!taps.containsKey(address)) {
                listen(address);
                joined(address, System.nanoTime() - since);
            }
        }
    }

    private void joined(Address address, long nanos) {
        String cause = address + " has become a master; what happened there before it was listened to is not seen";
        synchronized (traffic) {
            traffic.gap(new Gap(System.currentTimeMillis() * 1000, nanos, address.toString(), cause, -1));
            traffic.pause();
        }
    }
}
