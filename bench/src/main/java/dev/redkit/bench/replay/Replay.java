package dev.redkit.bench.replay;

import dev.redkit.bench.engine.Tape;
import dev.redkit.bench.workload.Op;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.KeySpecs;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A recording on its way to the engine: one thread reads it, leaves out what cannot be sent again, renames keys and keeps
 * some thousand requests ready, so that the sending thread waits for no disk.
 */
public final class Replay implements Tape, Closeable {
    private static final int READY = 8192;
    private static final String SELECT = "select";

    /**
     * How to play it.
     *
     * @param speed 2 is twice as fast; 0 is as fast as answers come
     * @param connections over how many; 0 for one to each client
     * @param rename {@code OLD=NEW}, for the beginnings of keys
     */
    public record Manner(double speed, int connections, boolean readOnly, Optional<String> rename) {}

    private record Ready(byte[] bytes, int op, int client, long nanos, int keyOffset, int keyLength) {}

    private static final Ready END = new Ready(new byte[0], 0, 0, 0, -1, 0);

    private final Path file;
    private final Manner manner;
    private final Wire wire;
    private final boolean clustered;
    private final Survey survey;
    private final Workload workload;
    private final Sieve sieve;
    private final Optional<Rename> rename;
    private final KeySpecs keys;
    private final Map<String, Integer> ops = new HashMap<>();
    private final BlockingQueue<Ready> ready = new ArrayBlockingQueue<>(READY);
    private final Thread thread = new Thread(this::feed, "bench-tape");
    private final int[] databases;
    private volatile RuntimeException failure;
    private volatile boolean closed;
    private Ready current;
    private long origin;

    private Replay(Redis redis, Wire wire, Path file, Manner manner) {
        this.file = file;
        this.manner = manner;
        this.wire = wire;
        this.keys = redis.keySpecs();
        this.clustered = redis.target().mode() == Target.Mode.CLUSTER;
        this.rename = manner.rename().map(text -> new Rename(wire, text));
        Survey all = Survey.of(file, new Sieve(wire, manner.readOnly(), !clustered));
        boolean shared = manner.connections() > 0 && manner.connections() < all.clients();
        this.sieve = new Sieve(wire, manner.readOnly(), !clustered && !shared);
        this.survey = shared ? Survey.of(file, sieve) : all;
        this.databases = new int[connections()];
        Arrays.fill(databases, redis.target().db());
        Map<String, Long> names = new LinkedHashMap<>(survey.names());
        names.putIfAbsent(SELECT, 0L);
        names.putIfAbsent(Survey.OTHERS, 0L);
        this.workload = Workload.recorded("replay of " + file.getFileName(), names);
        for (Op op : workload.ops()) {
            ops.put(op.name(), ops.size());
        }
        if (manner.speed() > 0 && !survey.timed()) {
            throw new UsageError(file + " does not say when its requests were sent", "add --speed max");
        }
        thread.setDaemon(true);
    }

    /** Reads the recording once, and is ready to play it. */
    public static Replay open(Redis redis, Path file, Manner manner) {
        Wire wire = redis.wire();
        try {
            return new Replay(redis, wire, file, manner);
        } catch (Failure e) {
            wire.close();
            throw e;
        }
    }

    public Survey survey() {
        return survey;
    }

    /** The commands of the recording, for the report. */
    public Workload workload() {
        return workload;
    }

    /** Over how many connections it is played. */
    public int connections() {
        return manner.connections() > 0 ? manner.connections() : survey.clients();
    }

    /** Requests per second on the average; 0 when it is played as fast as answers come. */
    public double rate() {
        return manner.speed() == 0 ? 0 : survey.count() / survey.seconds() * manner.speed();
    }

    // ---- the reading thread

    private void feed() {
        try (Capture capture = Capture.open(file)) {
            for (Recorded one = capture.next(); one != null && !closed; one = capture.next()) {
                if (sieve.leavesOut(one).isEmpty()) {
                    prepare(one);
                }
            }
        } catch (IOException e) {
            failure = new BadInput("cannot read " + file + ": " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
        while (!closed && !ready.offer(END)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void prepare(Recorded one) throws InterruptedException {
        int client = survey.client(one.client());
        long nanos = manner.speed() == 0 ? 0 : (long) ((one.micros() - survey.first()) * 1_000 / manner.speed());
        int connection = client % databases.length;
        if (!clustered && databases[connection] != one.db()) {
            databases[connection] = one.db();
            byte[][] select = {bytes("SELECT"), bytes(Integer.toString(one.db()))};
            put(new Ready(encoded(select), ops.get(SELECT), client, nanos, -1, 0));
        }
        String name = one.name();
        rename.ifPresent(renamer -> renamer.apply(one.args(), name));
        int key = clustered ? keys.firstKey(one.args()) : -1;
        int offset = key <= 0 ? -1 : offset(one.args(), key);
        put(new Ready(
                encoded(one.args()),
                ops.getOrDefault(name, ops.get(Survey.OTHERS)),
                client,
                nanos,
                offset,
                offset < 0 ? 0 : one.args()[key].length));
    }

    private void put(Ready one) throws InterruptedException {
        while (!closed && !ready.offer(one, 100, TimeUnit.MILLISECONDS)) {
            // The run may have ended meanwhile.
        }
    }

    private static byte[] encoded(byte[][] args) {
        CommandBuffer buffer = new CommandBuffer(64);
        buffer.command(args);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    /** Where an argument's bytes lie in the encoded command. */
    private static int offset(byte[][] args, int index) {
        CommandBuffer before = new CommandBuffer(64);
        before.begin(args.length);
        for (int i = 0; i <= index; i++) {
            before.arg(args[i]);
        }
        return before.length() - 2 - args[index].length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- the sending thread

    @Override
    public void start(long nanos) {
        origin = nanos;
        thread.start();
        advance();
    }

    @Override
    public void advance() {
        try {
            current = ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            current = END;
        }
        RuntimeException reason = failure;
        if (ended() && reason != null) {
            throw reason;
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one mark of the end
    public boolean ended() {
        return current == END;
    }

    @Override
    public long due() {
        return manner.speed() == 0 ? System.nanoTime() : origin + current.nanos();
    }

    @Override
    public long waiting(long nanos) {
        return ended() || due() > nanos ? 0 : 1;
    }

    @Override
    public int op() {
        return current.op();
    }

    @Override
    public int client() {
        return current.client();
    }

    @Override
    public byte[] bytes() {
        return current.bytes();
    }

    @Override
    public int keyOffset() {
        return current.keyOffset();
    }

    @Override
    public int keyLength() {
        return current.keyLength();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        wire.close();
    }
}
