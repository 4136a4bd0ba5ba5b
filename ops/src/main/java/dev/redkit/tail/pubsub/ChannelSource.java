package dev.redkit.tail.pubsub;

import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.util.List;

/**
 * Plain channels or patterns, on one connection: to the server, to the master that the sentinels name, or to any node of
 * a cluster, where each message comes by.
 */
public final class ChannelSource implements TailSource, Tap.Place {
    private final Redis redis;
    private final Interest interest;
    private final List<byte[]> names;
    private final Patience patience;
    private volatile Tap tap;
    private volatile boolean stopped;

    public ChannelSource(Redis redis, Interest interest, List<byte[]> names, Patience patience) {
        this.redis = redis;
        this.interest = interest;
        this.names = List.copyOf(names);
        this.patience = patience;
    }

    @Override
    public void run(Traffic traffic) {
        tap = new Tap(this, new Tap.Wish(interest, names, patience), new Tap.Calls() {}, traffic);
        if (!stopped) {
            tap.run();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        Tap now = tap;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public Wire door(boolean first) {
        if (!first && redis.target().mode() == Target.Mode.CLUSTER) {
            refresh();
        }
        return redis.wire();
    }

    private void refresh() {
        try {
            redis.refresh();
        } catch (Unreachable e) {
            // Then the nodes that were known before are tried.
            return;
        }
    }

    @Override
    public Target side(Wire wire) {
        return redis.at(wire.address());
    }
}
