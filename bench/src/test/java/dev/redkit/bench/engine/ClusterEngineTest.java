package dev.redkit.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Reads;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer
class ClusterEngineTest {
    private final TestCluster cluster;

    ClusterEngineTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    private Measurement run(Load load, String... words) {
        Workload workload = Workload.parse("test", List.of(words), KeySpace.uniform(3000));
        try (Redis redis = Redis.open(cluster.target())) {
            return Engine.run(redis, workload, load, Watching.NOTHING);
        }
    }

    private long keys() {
        return cluster.masters().stream()
                .mapToLong(node -> node.ask("DBSIZE").number())
                .sum();
    }

    @Test
    void everyRequestGoesToTheNodeOfItsKey() {
        for (TestServer node : cluster.masters()) {
            node.ask("FLUSHALL");
        }
        Load load = Load.closed(9, 4, 1).exactly(3000);
        Measurement filled = run(load, "SET {key:sequential 3000} {bytes:10}");
        assertThat(filled.total().errors()).isZero();
        assertThat(keys()).isEqualTo(3000);
        Measurement open = run(load.at(3000), "GET {key}", "PING", "HSET h:{id} f {rand:10}");
        assertThat(open.total().errors()).isZero();
        assertThat(open.total().count()).isEqualTo(3000);
        assertThat(open.total().op(1).count()).isPositive();
    }

    @Test
    void slotsThatMoveAreFollowed() {
        TestServer from = cluster.ownerOf(0);
        TestServer to = cluster.masters().get(2);
        List<String> words = List.of("SET {{3560}} x");
        int slot = cluster.slotOf("{3560}");
        TestServer owner = cluster.ownerOf(slot);
        cluster.move(slot, owner, owner == to ? from : to);
        // The view of the new owner may be older than our question: then the first answers say MOVED, and the rest not.
        Measurement result = run(Load.closed(3, 1, 1).exactly(300), words.toArray(String[]::new));
        assertThat(result.total().count()).isEqualTo(300);
        cluster.move(slot, owner == to ? from : to, owner);
        cluster.awaitWhole();
    }

    @Test
    void readsGoToReplicasIfThatIsWanted() {
        try (TestCluster own = TestCluster.start(cluster.masters().get(0).flavour(), 1);
                Redis redis = Redis.open(own.target())) {
            Workload workload =
                    Workload.parse("test", List.of("SET {key} x", "GET {key}", "x3"), KeySpace.uniform(3000));
            Load load = Load.closed(12, 2, 1).exactly(2000).reading(Reads.REPLICAS);
            Measurement result = Engine.run(redis, workload, load, Watching.NOTHING);
            assertThat(result.total().errors()).isZero();
            assertThat(result.total().count()).isEqualTo(2000);
            assertThat(own.masters())
                    .allSatisfy(node -> assertThat(calls(node, "get")).isZero());
            long reads = own.replicas().stream()
                    .mapToLong(node -> calls(node, "get"))
                    .sum();
            assertThat(reads).isEqualTo(result.total().op(1).count());
        }
    }

    @Test
    void newConnectionsForEachBlockGoToTheSameNodes() {
        Load load = Load.closed(9, 4, 1)
                .during(Duration.ofSeconds(1), Duration.ZERO)
                .inBlocks(4)
                .renewed();
        Measurement result = run(load, "GET {key}");
        assertThat(result.failure()).isEmpty();
        assertThat(result.total().errors()).isZero();
        assertThat(result.blocks()).hasSize(4);
    }

    private static long calls(TestServer node, String command) {
        return node.ask("INFO", "commandstats")
                .text()
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }
}
