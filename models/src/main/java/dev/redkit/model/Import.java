package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Reason;
import dev.redkit.failure.ServerRefused;
import dev.redkit.io.Progress;
import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Writes one version of a model: claims a number, sends the bytes under an expiry, looks whether all have arrived and
 * sends again what has not, and makes the version visible in one transaction. What goes wrong before leaves nothing
 * behind: at once when there is still somebody to clear away, else when the expiry ends.
 */
public final class Import {
    private static final int ROUNDS = 4;

    private final ModelStore store;
    private final ImportOptions options;
    private final InstantSource clock;
    private final Progress progress;
    private BooleanSupplier cancelled = () -> false;

    /** Where a version comes from, and what becomes of it. */
    public record Order(String model, Content content, Visibility visibility) {}

    /** What is written. */
    public record Content(List<Tensor> tensors, Map<String, String> metadata, String source, String format) {}

    /**
     * What points to it at the end.
     *
     * @param tag a tag, or null
     * @param current whether it becomes the current version
     * @param ifCurrent the version that must be current before; null when any may be
     */
    public record Visibility(String tag, boolean current, String ifCurrent) {}

    /** What was done. */
    public record Report(
            String model, String version, int tensors, long bytes, long sent, int reused, Optional<String> previous) {}

    public Import(ModelStore store, ImportOptions options, Progress progress, InstantSource clock) {
        this.store = store;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
    }

    /** Asked now and then whether to stop. */
    public void cancelledBy(BooleanSupplier value) {
        cancelled = value;
    }

    /** Empty when it was cancelled; then nothing is left. */
    public Optional<Report> run(Order order, RandomGenerator chance) {
        ModelKeys keys = store.keys(order.model());
        checkNames(order.content().tensors());
        if (order.visibility().ifCurrent() != null) {
            Optional<String> expected = Optional.of(order.visibility().ifCurrent());
            Pointers.checkCurrent(
                    order.model(),
                    expected,
                    store.find(order.model()).flatMap(Head::current).orElse(null));
        }
        Claim claim = Claim.make(store.masters(), keys, options.grace(), chance);
        Work work = new Work(order, keys, claim);
        boolean mayBeVisible = false;
        try (Sums sums = Sums.direct(work.chunk(), options.hash())) {
            work.bytes(sums);
            if (cancelled.getAsBoolean()) {
                work.clearAway();
                return Optional.empty();
            }
            work.index();
            mayBeVisible = true;
            return Optional.of(work.complete());
        } catch (Failure | IllegalStateException e) {
            if (!mayBeVisible || e instanceof GateFailed) {
                work.clearAway();
            }
            throw e;
        }
    }

    private static void checkNames(List<Tensor> tensors) {
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new BadInput("there are two tensors called '" + tensor.name() + "'");
            }
        }
        if (tensors.isEmpty()) {
            throw new BadInput("there is not one tensor in it", "nothing was written");
        }
    }

    /** A tensor that was read to its end; its sums come when they are computed. */
    private record Sent(
            int place, String key, TensorEntry.Chunks chunks, List<Future<Integer>> crcs, Future<String> sha256) {}

    /** One version on its way. */
    private final class Work {
        private final Order order;
        private final ModelKeys keys;
        private final Claim claim;
        private final List<Tensor> tensors;
        private final TensorEntry[] entries;
        private final boolean[] reused;
        private final KeepAlive alive;
        private final Outflow out;
        private final int chunk;
        private long sent;

        Work(Order order, ModelKeys keys, Claim claim) {
            this.order = order;
            this.keys = keys;
            this.claim = claim;
            this.tensors = order.content().tensors();
            this.entries = new TensorEntry[tensors.size()];
            this.reused = new boolean[tensors.size()];
            this.alive = new KeepAlive(store.masters(), keys, claim.version(), options, clock);
            this.out = new Outflow(store.masters(), options.grace(), options.dedupe());
            this.chunk = ChunkLimit.of(options.chunk(), tensors, store.masters().of(keys.head()));
        }

        int chunk() {
            return chunk;
        }

        /** Brings all bytes to the server. */
        void bytes(Sums sums) {
            if (options.dedupe()) {
                pass(sums, false);
                if (!cancelled.getAsBoolean()) {
                    alive.findShared(List.of(entries), reused);
                }
            }
            for (int i = 0; i < tensors.size(); i++) {
                if (reused[i]) {
                    progress.addBytes(tensors.get(i).bytes());
                }
            }
            if (!cancelled.getAsBoolean()) {
                pass(sums, true);
            }
            out.settle();
            if (!cancelled.getAsBoolean()) {
                settle();
            }
        }

        /** Reads the tensors that are not there already, and sends them on or not. */
        private void pass(Sums sums, boolean send) {
            List<Sent> done = new ArrayList<>();
            try (Ahead ahead = new Ahead(tensors, place -> !reused[place], chunk, sums)) {
                List<Future<Integer>> crcs = new ArrayList<>();
                String key = null;
                for (Ahead.Read read = ahead.next(); read != null && !cancelled.getAsBoolean(); read = ahead.next()) {
                    if (read.chunk() == 0) {
                        key = key(read.place());
                        if (send) {
                            alive.writes(key, read.chunks());
                        }
                    }
                    if (send) {
                        Sums.Piece piece = read.piece();
                        out.put(TensorEntry.key(key, read.chunks(), read.chunk()), piece.first(piece.length));
                        sent += piece.length;
                        progress.addBytes(piece.length);
                    }
                    crcs.add(read.crc32c());
                    if (read.last()) {
                        done.add(new Sent(read.place(), key, read.chunks(), crcs, read.sha256()));
                        crcs = new ArrayList<>();
                    }
                    keepAlive();
                }
            }
            // Sums of the last pieces may still be on their way.
            done.forEach(one -> entries[one.place()] = entry(one, !send));
        }

        private String key(int place) {
            return entries[place] != null
                    ? entries[place].key()
                    : keys.tensor(claim.version(), tensors.get(place).name(), options.spread());
        }

        private TensorEntry entry(Sent one, boolean shared) {
            Tensor tensor = tensors.get(one.place());
            String sha256 = Sums.get(one.sha256());
            return new TensorEntry(
                    one.place(),
                    tensor.name(),
                    tensor.dtype().name(),
                    lengths(tensor),
                    sha256,
                    shared ? keys.blob(sha256, one.chunks(), options.spread()) : one.key(),
                    one.chunks(),
                    one.crcs().stream().mapToInt(Sums::get).toArray());
        }

        private void keepAlive() {
            if (alive.due()) {
                out.settle();
                alive.refresh();
            }
        }

        private static List<Long> lengths(Tensor tensor) {
            return LongStream.of(tensor.shape().dimensions()).boxed().toList();
        }

        /** Sends again what has not arrived. */
        private void settle() {
            alive.refresh();
            for (int round = 1; ; round++) {
                List<long[]> missing = missing();
                if (missing.isEmpty()) {
                    break;
                }
                if (round == ROUNDS) {
                    throw new ServerRefused(
                            missing.size()
                                    + " of the strings that were sent are not there, although the server took them",
                            "it may be evicting keys (maxmemory-policy), or somebody deletes them");
                }
                for (long[] one : missing) {
                    sendAgain((int) one[0], (int) one[1]);
                }
                out.settle();
            }
            if (options.reread()) {
                try (Sums sums = new Sums(chunk, options.hash())) {
                    Verification.reread(store.masters(), List.of(entries), sums, "what was just written");
                }
            }
        }

        /** Pairs of tensor and chunk. */
        private List<long[]> missing() {
            List<Masters.Command> questions = new ArrayList<>();
            for (TensorEntry entry : entries) {
                // An empty string and none are equally long.
                String question = entry.chunks().bytes() == 0 ? "EXISTS" : "STRLEN";
                entry.keys().forEach(key -> questions.add(Masters.Command.of(question, key)));
            }
            List<Reply> lengths = store.masters().askAll(questions);
            List<long[]> missing = new ArrayList<>();
            int at = 0;
            for (TensorEntry entry : entries) {
                for (int i = 0; i < entry.chunks().count(); i++) {
                    long expected =
                            entry.chunks().bytes() == 0 ? 1 : entry.chunks().length(i);
                    if (lengths.get(at++).number() != expected) {
                        missing.add(new long[] {entry.place(), i});
                    }
                }
            }
            return missing;
        }

        private void sendAgain(int place, int which) {
            TensorEntry entry = entries[place];
            byte[] bytes = new byte[entry.chunks().length(which)];
            try (InputStream in = tensors.get(place).open()) {
                in.skipNBytes((long) which * entry.chunks().size());
                if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                    throw new BadInput("tensor '" + entry.name() + "' is shorter than a moment ago");
                }
            } catch (IOException e) {
                throw new BadInput("tensor '" + entry.name() + "' cannot be read again: " + Reason.of(e), null, e);
            }
            out.put(entry.key(which), ByteBuffer.wrap(bytes));
            out.settle();
        }

        /** Writes the index, still under the expiry. */
        void index() {
            new VersionHashes(store, keys, claim.version(), order.content())
                    .write(List.of(entries), options, chunk, clock);
        }

        /** Makes it visible. */
        Report complete() {
            String previous =
                    new Completion(store, keys, claim, options, clock).run(List.of(entries), order.visibility());
            int again = 0;
            long bytes = 0;
            for (int i = 0; i < entries.length; i++) {
                again += reused[i] ? 1 : 0;
                bytes += entries[i].chunks().bytes();
            }
            return new Report(
                    order.model(), claim.version(), entries.length, bytes, sent, again, Optional.ofNullable(previous));
        }

        /** What cannot be cleared away now, expires. */
        void clearAway() {
            try {
                // Replies that nobody has read yet would be taken for those to come.
                out.settle();
                if (claim.holds()) {
                    alive.clearAway();
                }
            } catch (Failure | IllegalStateException e) {
                store.masters().close();
            }
        }
    }
}
