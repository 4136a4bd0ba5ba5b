package dev.redkit.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.schedule.Arrivals;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer
class EngineTest {
    private static final Load CLOSED = Load.closed(10, 1, 1);

    private final TestServer server;

    EngineTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("CONFIG", "RESETSTAT");
    }

    private static Workload workload(String... words) {
        return Workload.parse("test", List.of(words), KeySpace.uniform(1000));
    }

    private Measurement run(Workload workload, Load load) {
        return run(server.plainTarget(), workload, load, Watching.NOTHING);
    }

    private static Measurement run(Target target, Workload workload, Load load, Watcher watcher) {
        try (Redis redis = Redis.open(target)) {
            return Engine.run(redis, workload, load, watcher);
        }
    }

    private static Load load(int connections, int threads, int pipeline, double rate, boolean tolerant) {
        return new Load(
                connections,
                threads,
                pipeline,
                rate,
                Arrivals.CONSTANT,
                0,
                Duration.ofSeconds(1),
                Optional.of(Duration.ZERO),
                4,
                1,
                false,
                tolerant,
                Duration.ofSeconds(10));
    }

    private long calls(String command) {
        return server.ask("INFO", "commandstats")
                .text()
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    @Test
    void sendsExactlyAsManyAsAskedAndFillsEveryKey() {
        Measurement result = run(
                workload("SET {key:sequential 1000} {bytes:10}"),
                Load.closed(7, 5, 1).exactly(1000));
        assertThat(result.total().count()).isEqualTo(1000);
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1000);
        assertThat(result.distinctKeys()).isEqualTo(1000);
        assertThat(calls("set")).isEqualTo(1000);
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void countsWhatTheServerCounts() {
        Measurement result = run(workload("SET {key} {bytes:100}", "GET {key}", "x3"), load(10, 2, 8, 0, false));
        assertThat(result.answers()).containsExactly(calls("set"), calls("get"));
        assertThat(result.count()).isPositive();
        assertThat(result.blocks()).hasSize(4);
        assertThat(result.seconds()).isEqualTo(1);
        assertThat(result.total().op(1).count())
                .isGreaterThan(result.total().op(0).count());
    }

    @Test
    void anOpenLoopSendsAtItsRateWhateverHappens() {
        for (Arrivals arrivals : Arrivals.values()) {
            Load load = new Load(
                    10,
                    2,
                    64,
                    2000,
                    arrivals,
                    2000,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ZERO),
                    1,
                    1,
                    false,
                    false,
                    Duration.ofSeconds(10));
            Measurement result = run(workload("GET {key}"), load);
            assertThat(result.total().count()).isEqualTo(2000);
            assertThat(result.total().op(0).response.getTotalCount()).isEqualTo(2000);
            assertThat(result.total().lag.getTotalCount()).isEqualTo(2000);
        }
    }

    @Test
    void aStallIsSeenByEveryRequestThatWasDueInIt() {
        Load load = load(20, 1, 1024, 2000, false);
        Watching stall = new Watching() {
            @Override
            public void started(long nanos) {
                // Before the first request leaves.
                server.pause();
                new Thread(() -> {
                            sleepUntil(nanos + 500_000_000);
                            server.resume();
                        })
                        .start();
            }
        };
        Measurement result = run(server.plainTarget(), workload("GET {key}"), load, stall);
        // Half of the second: a closed loop would have seen 20 slow ones.
        assertThat(result.total().op(0).response.getCountBetweenValues(50_000_000, 10_000_000_000L))
                .isGreaterThan(500);
        assertThat(result.total().count()).isEqualTo(2000);
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void errorsAreCountedByKindAndTheRunGoesOn() {
        Measurement result = run(
                workload("NOSUCH {key}", "GET {key}", "LPUSH {key} x", "SET {key} x"),
                Load.closed(4, 4, 1).exactly(1000));
        List<Complaints.Kind> kinds = new ArrayList<>();
        result.total().complaints.kinds().forEach(kinds::add);
        assertThat(kinds)
                .extracting(Complaints.Kind::name)
                .containsExactlyInAnyOrder("ERR unknown command", "WRONGTYPE");
        assertThat(result.total().op(0).errors()).isEqualTo(result.total().op(0).count());
        assertThat(result.total().count()).isEqualTo(1000);
        assertThat(result.total().errors())
                .isEqualTo(kinds.stream().mapToLong(Complaints.Kind::count).sum());
    }

    @Test
    void aKilledConnectionEndsTheRunOrIsMadeAgain() {
        Load minute = load(5, 1, 1, 0, false).during(Duration.ofMinutes(1), Duration.ZERO);
        Measurement ended = run(server.plainTarget(), workload("GET {key}"), minute, new Killing());
        assertThat(ended.failure()).isPresent();
        assertThat(ended.seconds()).isLessThan(60);
        Load tolerant = load(5, 1, 1, 0, true).during(Duration.ofSeconds(2), Duration.ZERO);
        Measurement whole = run(server.plainTarget(), workload("GET {key}"), tolerant, new Killing());
        assertThat(whole.failure()).isEmpty();
        assertThat(whole.seconds()).isEqualTo(2);
    }

    @Test
    void eachBlockHasNewConnectionsIfThatIsWantedAndLosesNothing() {
        for (double rate : new double[] {0, 2000}) {
            server.ask("CONFIG", "RESETSTAT");
            Measurement result =
                    run(workload("GET {key}"), load(5, 1, 8, rate, false).renewed());
            assertThat(result.failure()).isEmpty();
            assertThat(result.total().errors()).isZero();
            assertThat(result.answers()).containsExactly(calls("get"));
            assertThat(result.blocks()).hasSize(4);
            assertThat(connections()).as("at rate %s", rate).isGreaterThanOrEqualTo(10);
            Eventually.holds(
                    () -> server.ask("CLIENT", "LIST").text().lines().count() == 1, () -> "only who asks is connected");
        }
    }

    /** How many the server saw since its statistics were reset. */
    private long connections() {
        return server.ask("INFO", "stats")
                .text()
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Test
    void nothingIsAllocatedOnTheWayOfARequest() {
        // Whole seconds, so that the two or three intervals that are in use have been made while it warms up.
        Load load = Load.closed(10, 64, 1)
                .during(Duration.ofSeconds(2), Duration.ofSeconds(2))
                .inBlocks(1);
        // The smallest object has 16 bytes; the kernel's account that each interval reads is shared by its requests.
        assertThat(bytesPerRequest(load)).isLessThan(8);
        assertThat(bytesPerRequest(load.at(20_000))).isLessThan(8);
    }

    /** After a second in which the whole machine stood still, one more interval is made: then another run tells. */
    private double bytesPerRequest(Load load) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3 && least >= 8; i++) {
            Measurement result = run(workload("SET {key} {bytes:100}", "GET {key}", "x3"), load);
            least = Math.min(
                    least, (double) result.total().allocated / result.total().count());
        }
        return least;
    }

    /** Kills all connections once. */
    private final class Killing extends Watching {
        private boolean done;

        @Override
        public void tick(Tick tick) {
            if (!done) {
                done = true;
                server.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
        }
    }

    @Test
    void aServerThatDiesAndComesBackLeavesAGapThatIsSeen() {
        try (TestServer own = TestServer.start(server.flavour())) {
            Load load = new Load(
                    4,
                    1,
                    64,
                    500,
                    Arrivals.CONSTANT,
                    0,
                    Duration.ofSeconds(4),
                    Optional.of(Duration.ZERO),
                    8,
                    1,
                    false,
                    true,
                    Duration.ofSeconds(20));
            Watching dying = new Watching() {
                private boolean done;

                @Override
                public void tick(Tick tick) {
                    if (!done) {
                        done = true;
                        own.pause(); // so that requests are under way when it dies
                        sleepUntil(System.nanoTime() + Duration.ofMillis(500).toNanos());
                        own.kill();
                        own.start();
                    }
                }
            };
            Measurement result = run(own.plainTarget(), workload("GET {key}"), load, dying);
            assertThat(result.failure()).isEmpty();
            // All that were due are on record: answered, lost on the way, or never sent.
            assertThat(result.total().count()).isEqualTo(2000);
            assertThat(result.total().errors()).isPositive();
            assertThat(result.total().op(0).failed.getMaxValue()).isPositive();
        }
    }

    @Test
    void anImpossibleRateLeavesItsRequestsOnRecord() {
        Load load = new Load(
                2,
                1,
                1,
                50_000_000,
                Arrivals.CONSTANT,
                0,
                Duration.ofMillis(300),
                Optional.of(Duration.ZERO),
                1,
                1,
                false,
                false,
                Duration.ofMillis(50));
        Measurement result = run(workload("GET {key}"), load);
        assertThat(result.total().count()).isBetween(14_900_000L, 15_000_000L);
        assertThat(result.count()).isLessThan(1_000_000);
    }

    @Test
    void overAUnixSocketItIsTheSame() {
        Measurement result = run(server.socketTarget(), workload("PING"), CLOSED.exactly(500), Watching.NOTHING);
        assertThat(result.total().count()).isEqualTo(500);
    }

    @Test
    void bigValuesPassThroughSmallBuffers() {
        Measurement result = run(
                workload("SET {key} {bytes:3mb}", "GET {key}", "SET {key} {bytes:1-200kb}"),
                Load.closed(3, 4, 1).exactly(60));
        assertThat(result.total().count()).isEqualTo(60);
        assertThat(result.total().errors()).isZero();
    }

    @Test
    void percentilesNeedSamples() {
        Measurement result = run(workload("GET {key}"), CLOSED.exactly(999));
        assertThat(Quantile.of("p99").in(result.total().seen())).isEmpty();
        assertThat(Quantile.of("p90").in(result.total().seen())).isPresent();
        assertThat(Quantile.of("max").in(result.total().seen())).isPresent();
    }
}
