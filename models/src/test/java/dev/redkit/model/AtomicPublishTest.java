package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Readers never see half a model, whatever is published and swept meanwhile. */
@RedisServer
class AtomicPublishTest {
    private static final int READERS = 50;
    private static final ImportOptions OPTIONS =
            new ImportOptions(64, false, false, true, Duration.ofMinutes(1), false);

    private final Target alone;
    private final Target cluster;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong whole = new AtomicLong();
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong mixed = new AtomicLong();

    AtomicPublishTest(TestServer server, TestCluster cluster) {
        server.ask("FLUSHALL");
        this.alone = server.target();
        this.cluster = cluster.target();
    }

    @Test
    void showsReadersOneVersionAtATime() throws Exception {
        publishUnderReaders(alone, 1000);
    }

    @Test
    void doesSoInACluster() throws Exception {
        publishUnderReaders(cluster, 200);
    }

    private void publishUnderReaders(Target target, int publishes) throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        List<Future<?>> all = new ArrayList<>();
        try (Redis redis = Redis.open(target);
                ModelStore store = ModelStore.open(redis)) {
            publish(store, 1);
            Target home = redis.at(redis.topology()
                    .ownerOf(Texts.bytes("model:{m}"))
                    .orElseThrow()
                    .address());
            for (int i = 0; i < READERS; i++) {
                boolean asScript = i % 10 != 0;
                all.add(readers.submit(() -> {
                    if (asScript) {
                        readAsAScript(home);
                    } else {
                        readAsRedkit(target);
                    }
                }));
            }
            Eventually.holds(
                    () -> atWork.size() == READERS || all.stream().anyMatch(Future::isDone),
                    () -> "only " + atWork.size() + " readers have read something");
            for (int i = 2; i <= publishes; i++) {
                publish(store, i);
                if (i % 20 == 0) {
                    new Sweep(store, InstantSource.system()).run("m", 2, Duration.ZERO, false);
                }
            }
        } finally {
            done.set(true);
            readers.shutdown();
        }
        assertThat(readers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(mixed).hasValue(0);
        assertThat(whole.get()).isGreaterThan(READERS);
    }

    /** Every byte of version N is N. */
    private static void publish(ModelStore store, int number) {
        byte[] bytes = new byte[200];
        Arrays.fill(bytes, (byte) number);
        Tensor one = Tensor.of("a", DType.U8, Shape.of(200), bytes);
        Import.Report report = Imports.run(store, OPTIONS, Imports.order("m", List.of(one, one.named("b"))));
        assertThat(report.version()).isEqualTo(Integer.toString(number));
    }

    private void readAsAScript(Target home) {
        try (Wire wire = Wire.open(home)) {
            while (!done.get()) {
                // All of them together must leave the publisher room on a small machine.
                LockSupport.parkNanos(2_000_000);
                String version = wire.demand("HGET", "model:{m}", "current").text();
                List<String> command = new ArrayList<>(List.of("MGET"));
                for (int chunk = 0; chunk < 4; chunk++) {
                    command.add("model:{m}:v:" + version + ":t:a:" + chunk);
                    command.add("model:{m}:v:" + version + ":t:b:" + chunk);
                }
                List<Reply> replies =
                        wire.demand(command.toArray(String[]::new)).items();
                if (replies.stream().anyMatch(Reply::isNil)) {
                    // Swept between the two commands: all of it, or the reader has half a model.
                    (replies.stream().allMatch(Reply::isNil) ? refused : mixed).incrementAndGet();
                } else {
                    judge(replies, version);
                }
            }
        }
    }

    private void judge(List<Reply> replies, String version) {
        byte expected = (byte) Integer.parseInt(version);
        for (Reply reply : replies) {
            for (byte one : ((Reply.Bulk) reply).bytes()) {
                if (one != expected) {
                    mixed.incrementAndGet();
                    return;
                }
            }
        }
        sawAll();
    }

    private void sawAll() {
        whole.incrementAndGet();
        atWork.add(Thread.currentThread());
    }

    private void readAsRedkit(Target target) {
        try (Redis redis = Redis.open(target);
                ModelStore store = ModelStore.open(redis)) {
            while (!done.get()) {
                LockSupport.parkNanos(10_000_000);
                try (StoredModel model = store.open(ModelName.parse("m"))) {
                    byte expected = (byte) Integer.parseInt(model.version());
                    for (Tensor tensor : model.tensors()) {
                        for (byte one : Imports.bytes(tensor)) {
                            if (one != expected) {
                                mixed.incrementAndGet();
                            }
                        }
                    }
                    sawAll();
                } catch (BadInput | UsageError | ServerRefused e) {
                    // Swept while it was read: said, not hidden.
                    refused.incrementAndGet();
                }
            }
        }
    }

    @Test
    void letsOneOfManyWinWhoAllSawTheSameVersion() throws Exception {
        int racers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        AtomicLong won = new AtomicLong();
        AtomicLong lost = new AtomicLong();
        try (ModelStore store = ModelStore.open(Redis.open(alone))) {
            publish(store, 1);
            for (int i = 0; i < racers; i++) {
                int seed = i;
                Future<?> unused = threads.submit(() -> {
                    try (ModelStore mine = store.again()) {
                        Imports.run(
                                mine,
                                OPTIONS,
                                Imports.order(
                                        "m",
                                        List.of(Imports.large("w", seed, 1000)),
                                        new Import.Visibility(null, true, "1")));
                        won.incrementAndGet();
                    } catch (GateFailed e) {
                        lost.incrementAndGet();
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(won).hasValue(1);
            assertThat(lost).hasValue(racers - 1);
            assertThat(store.versions("m")).hasSize(2);
        }
    }
}
