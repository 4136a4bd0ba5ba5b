package dev.redkit.keys;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Reason;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.Progress;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks at the keys of a server, or of all masters of a cluster at the same time. Memory holds a few thousand keys for
 * each server and the hashes of the names that it gave last. Where a cluster's master does not answer, the others are
 * looked at all the same, and the {@link ScanReport report} names it.
 */
public final class KeyScan {
    private static final int AT_ONCE = 16;

    private final Redis redis;
    private final KeyQuery query;
    private final Progress progress;
    private final ScanReport report = new ScanReport();
    private volatile boolean cancelled;

    public KeyScan(Redis redis, KeyQuery query, Progress progress) {
        this.redis = redis;
        this.query = query;
        this.progress = progress;
    }

    /** Ends it after the batches that are under way. Any thread may say so. */
    public void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** How it went so far. */
    public ScanReport report() {
        return report;
    }

    /** Gives all keys that are wanted. */
    public void run(KeyConsumer consumer) {
        Map<Address, List<byte[]>> places = places();
        report.servers(places.size());
        if (places.size() == 1) {
            Map.Entry<Address, List<byte[]>> only = places.entrySet().iterator().next();
            walk(only.getKey(), only.getValue(), consumer);
            return;
        }
        Object turn = new Object();
        KeyConsumer oneByOne = key -> {
            synchronized (turn) {
                consumer.accept(key);
            }
        };
        ExecutorService crew = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, places.size())), work -> {
            Thread thread = new Thread(work, "scan");
            thread.setDaemon(true);
            return thread;
        });
        try {
            together(places, oneByOne, crew);
        } finally {
            cancelled = true;
            crew.shutdown();
        }
    }

    private void together(Map<Address, List<byte[]>> places, KeyConsumer consumer, ExecutorService crew) {
        Map<Address, Future<?>> walks = new LinkedHashMap<>();
        places.forEach((server, names) -> walks.put(server, crew.submit(() -> walk(server, names, consumer))));
        Failure first = null;
        for (Map.Entry<Address, Future<?>> one : walks.entrySet()) {
            try {
                one.getValue().get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unreachable("interrupted while keys were looked at", null, e);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof Unreachable
                        || e.getCause() instanceof NotAllowed
                        || e.getCause() instanceof ServerRefused)) {
                    throw thrown(e.getCause());
                }
                Failure failure = (Failure) e.getCause();
                first = first == null ? failure : first;
                report.addMissing(one.getKey().toString(), failure.getMessage());
            }
        }
        if (first != null && report.missing().size() == places.size()) {
            throw first;
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof RuntimeException known) {
            return known;
        }
        throw new IllegalStateException(cause);
    }

    private void walk(Address server, List<byte[]> names, KeyConsumer consumer) {
        try (NodeWalk walk = new NodeWalk(this, redis, server, query, report, progress)) {
            if (names == null) {
                walk.scan(consumer);
            } else {
                walk.look(names, consumer);
            }
        } catch (IOException e) {
            throw new CannotWrite("what was found cannot be kept: " + Reason.of(e), null, e);
        }
    }

    /** The servers to ask, each with the names to ask about; null for all that it has. */
    private Map<Address, List<byte[]>> places() {
        Map<Address, List<byte[]>> places = new LinkedHashMap<>();
        if (query.keys().isListed()) {
            query.keys()
                    .patterns()
                    .forEach(name -> places.computeIfAbsent(owner(name.bytes()), at -> new ArrayList<>())
                            .add(name.bytes()));
            return places;
        }
        for (Node master : masters(redis)) {
            places.put(master.address(), null);
        }
        return places;
    }

    private Address owner(byte[] name) {
        return redis.topology()
                .ownerOf(name)
                .orElseThrow(() -> new Unreachable("no node of the cluster serves the slot of " + KeyFacts.shown(name)))
                .address();
    }

    /** The servers that have keys of their own. */
    static List<Node> masters(Redis redis) {
        if (redis.target().mode() != Target.Mode.CLUSTER) {
            // A lone replica has keys to look at too.
            return redis.target().mode() == Target.Mode.SENTINEL
                    ? redis.refresh().masters()
                    : redis.refresh().nodes().subList(0, 1);
        }
        List<Node> masters = redis.refresh().masters().stream()
                .filter(node -> node.slotCount() > 0)
                .toList();
        if (masters.isEmpty()) {
            throw new Unreachable(redis.target() + " has no master with slots", "see 'CLUSTER NODES'");
        }
        return masters;
    }
}
