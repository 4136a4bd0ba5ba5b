package dev.redkit.tail.monitor;

import dev.redkit.failure.Failure;
import dev.redkit.redis.Redis;
import dev.redkit.tail.ByteScanner;
import dev.redkit.tail.Message;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.tail.pubsub.Interest;
import dev.redkit.tail.pubsub.Listener;
import dev.redkit.tail.pubsub.MasterTaps;
import dev.redkit.tail.pubsub.Patience;
import dev.redkit.tail.pubsub.Tap;
import dev.redkit.target.Address;
import dev.redkit.wire.Wire;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * MONITOR on the server, or on all masters of a cluster, for a while. Before it begins a second is spent on measuring what
 * a command costs the server; at the end it is told what it cost with MONITOR.
 */
public final class MonitorSource implements TailSource {
    private static final long BASELINE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Redis redis;
    private final Patience patience;
    private volatile boolean stopped;

    public MonitorSource(Redis redis, Patience patience) {
        this.redis = redis;
        this.patience = patience;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run(Traffic traffic) {
        new MasterTaps(redis, new Post(traffic), traffic).run(() -> stopped);
    }

    private final class Post implements MasterTaps.Post, Tap.Calls {
        private final Traffic traffic;

        Post(Traffic traffic) {
            this.traffic = traffic;
        }

        @Override
        public Tap tap(Address address) {
            Tap.Wish wish = new Tap.Wish(Interest.MONITOR, List.of(), patience);
            return new Tap(Tap.Place.at(redis, address), wish, this, traffic);
        }

        @Override
        public ByteScanner scanner(Message message, Listener listener, long largest) {
            return new MonitorScanner(message, listener, largest);
        }

        @Override
        public void attend(Address address, Tap tap) {
            ServerCost start = cost(address);
            long until = System.nanoTime() + BASELINE_NANOS;
            while (!stopped && System.nanoTime() < until) {
                LockSupport.parkNanos(STEP_NANOS);
            }
            ServerCost before = cost(address);
            tap.run();
            try {
                ServerCost after = cost(address);
                // A server that was started in between began to count anew.
                if (after.run().equals(start.run())) {
                    tell(address, before.since(start), after.since(before));
                }
            } catch (Failure e) {
                traffic.detail("what MONITOR cost " + address + " is not known: " + e.getMessage());
            }
        }

        private ServerCost cost(Address address) {
            try (Wire wire = Wire.open(redis.at(address))) {
                return ServerCost.of(wire);
            }
        }

        private void tell(Address address, ServerCost without, ServerCost with) {
            StringBuilder text =
                    new StringBuilder("MONITOR on ").append(address).append(": ");
            text.append(with.commands()).append(" commands");
            if (with.commands() > 0) {
                text.append(String.format(Locale.ROOT, ", %.1f µs of the server's processor each", with.microsEach()));
            }
            // Fewer say nothing about what one costs.
            if (without.commands() >= 100 && with.commands() >= 100) {
                double more = 100 * (with.microsEach() / without.microsEach() - 1);
                text.append(String.format(Locale.ROOT, " (%.1f without it: %+.0f %%)", without.microsEach(), more));
            }
            traffic.remark(text.toString());
        }
    }
}
