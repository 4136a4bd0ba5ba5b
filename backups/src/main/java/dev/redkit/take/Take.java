package dev.redkit.take;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput.Rule;
import dev.redkit.io.Progress;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Topology;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Manifest.Extra;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Manifest.Part;
import dev.redkit.shelf.Shelf;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes one backup: all servers that hold a part of the data, at the same time. */
public final class Take {
    private final Redis redis;
    private final TakeOptions options;
    private final Progress progress;
    private final InstantSource clock;
    private final List<PartTake> parts = Collections.synchronizedList(new ArrayList<>());
    private final List<String> leftOut = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean cancelled;

    public Take(Redis redis, TakeOptions options, Progress progress, InstantSource clock) {
        this.redis = redis;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
    }

    /** Stops it, from any thread: then nothing is left of it. */
    public void cancel() {
        cancelled = true;
        synchronized (parts) {
            parts.forEach(PartTake::cancel);
        }
    }

    /** Puts it on a shelf, in a folder of its own; says which. */
    public Path onto(Path shelf) {
        Instant start = clock.instant();
        NewBackup backup = NewBackup.on(shelf, redis.target(), options.label(), start);
        try {
            List<Part> data = data(backup.unfinished());
            List<Extra> extras = beside(backup.unfinished());
            return backup.finish(manifest(backup, start, data, extras));
        } catch (IOException e) {
            throw new CannotWrite("cannot write the backup to " + shelf + ": " + Reason.of(e), null, e);
        } finally {
            backup.discard();
        }
    }

    /** Writes it as a single file, with its manifest beside it; says what it is. */
    public Manifest into(Path file, Rule... rules) {
        Instant start = clock.instant();
        Map<Node, String> sources = sources();
        if (sources.size() > 1) {
            throw new UsageError(
                    redis.target() + " has " + sources.size() + " masters, and " + file + " is one file",
                    "name a folder instead of --out");
        }
        Path manifestFile = file.resolveSibling(file.getFileName() + "." + Shelf.MANIFEST);
        Node node = sources.keySet().iterator().next();
        Part part = part(node).into(file, sources.get(node), rules);
        NewBackup backup = NewBackup.beside(file, redis.target());
        Manifest manifest = manifest(backup, start, List.of(part), List.of());
        try {
            Files.deleteIfExists(manifestFile);
        } catch (IOException e) {
            throw new CannotWrite("cannot replace " + manifestFile + ": " + Reason.of(e), null, e);
        }
        Shelf.write(manifest, manifestFile);
        return manifest;
    }

    private Map<Node, String> sources() {
        Topology topology = redis.refresh();
        if (topology.uncovered() > 0) {
            leftOut.add(topology.uncovered() + " slots of the cluster are served by nobody");
        }
        return new Sources(redis, options.fromReplica()).of(topology);
    }

    private List<Part> data(Path folder) {
        Map<Node, String> sources = sources();
        if (sources.isEmpty()) {
            throw new Unreachable(redis.target() + " has no master with data", "see 'CLUSTER NODES'");
        }
        ExecutorService threads = Executors.newFixedThreadPool(sources.size());
        try {
            CompletionService<Part> running = new ExecutorCompletionService<>(threads);
            sources.forEach((node, slots) -> {
                Path file = folder.resolve(fileName(node));
                Future<Part> unused = running.submit(() -> part(node).into(file, slots, Rule.AS_IT_IS));
            });
            List<Part> data = all(running, sources.size());
            demandSameSlots(sources);
            return data;
        } finally {
            threads.shutdownNow();
        }
    }

    private String fileName(Node node) {
        String server = NewBackup.fileName(node.address().toString());
        return server + ".rdb" + options.packing().suffix();
    }

    private PartTake part(Node node) {
        PartTake part = new PartTake(redis, node, options, progress, clock, leftOut::add);
        parts.add(part);
        if (cancelled) {
            part.cancel();
        }
        return part;
    }

    /** Waits for all; when one fails, the others are stopped, and its reason is the reason. */
    private List<Part> all(CompletionService<Part> running, int count) {
        List<Part> done = new ArrayList<>();
        RuntimeException first = null;
        for (int i = 0; i < count; i++) {
            try {
                done.add(running.take().get());
            } catch (ExecutionException e) {
                cancel();
                first = first == null ? failure(e.getCause()) : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                cancel();
                throw new Unreachable("stopped", null, e);
            }
        }
        if (first != null) {
            throw first;
        }
        done.sort(Comparator.comparing(Part::file));
        return done;
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }

    /** Slots that move meanwhile are taken twice, or not at all. */
    private void demandSameSlots(Map<Node, String> before) {
        if (redis.target().mode() != Target.Mode.CLUSTER) {
            return;
        }
        List<String> now = new Sources(redis, false)
                .of(redis.refresh()).values().stream().sorted().toList();
        if (!now.equals(before.values().stream().sorted().toList())) {
            leftOut.add("slots moved between the masters while the backup was taken:"
                    + " their keys may be in it twice, or not at all");
        }
    }

    private List<Extra> beside(Path folder) throws IOException {
        if (options.beside().equals(TakeOptions.Beside.NOTHING)) {
            return List.of();
        }
        try (Wire wire = redis.wire()) {
            return new BesideTake(folder, options.packing(), leftOut::add).take(wire, options.beside());
        }
    }

    private Manifest manifest(NewBackup backup, Instant start, List<Part> data, List<Extra> extras) {
        boolean scanned = parts.stream().anyMatch(PartTake::scanned);
        return backup.manifest(
                scanned ? Method.SCAN : Method.REPLICATION,
                new NewBackup.Span(start, clock.instant(), options.redkit()),
                data,
                new NewBackup.Rest(extras, leftOut));
    }
}
