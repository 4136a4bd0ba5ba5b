package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Redis;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of an import that was killed: nothing, after its grace. */
@RedisServer
class KilledImportTest {
    /** Long enough that an import which has to wait for its turn on a busy machine can still keep its bytes alive. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final TestServer server;
    private final TestCluster cluster;

    KilledImportTest(TestServer server, TestCluster cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    @Test
    void leavesNothingOnAServer() throws IOException {
        server.ask("FLUSHALL");
        Process dying = start("redis://127.0.0.1:" + server.port(), false);
        killWhenItHasOutlivedItsGrace(dying, List.of(server));
        try (ModelStore store = ModelStore.open(Redis.open(server.target()))) {
            assertThat(Imports.run(store, Imports.order("dying", List.of(Imports.floats("w", 1, 2))))
                            .version())
                    .isEqualTo("1");
        }
    }

    @Test
    void leavesNothingInAClusterThoughItsBytesWereSpread() throws IOException {
        String seeds = "redis://127.0.0.1:" + cluster.masters().get(0).port() + ",127.0.0.1:"
                + cluster.masters().get(1).port();
        Process dying = start(seeds, true);
        killWhenItHasOutlivedItsGrace(dying, cluster.masters());
    }

    private static Process start(String uri, boolean spread) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingImport.class.getName(),
                        uri,
                        Boolean.toString(spread),
                        Long.toString(GRACE.toMillis()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void killWhenItHasOutlivedItsGrace(Process dying, List<TestServer> servers) {
        try {
            // 50 chunks and the manifest are the first tensor; the second one grows slowly until somebody kills it.
            Eventually.holds(() -> keys(servers) > 51 || !dying.isAlive(), () -> keys(servers) + " keys");
            long then = System.nanoTime();
            Eventually.holds(
                    () -> System.nanoTime() - then > GRACE.toNanos() || !dying.isAlive(), () -> "the clock stands");
            assertThat(dying.isAlive()).isTrue();
            assertThat(firstStrings(servers)).as("strings that are kept alive").isEqualTo(50);
        } finally {
            dying.destroyForcibly();
        }
        Eventually.holds(() -> keys(servers) == 0, () -> keys(servers) + " keys are left");
    }

    private static long firstStrings(List<TestServer> servers) {
        return servers.stream()
                .mapToLong(one -> one.ask("KEYS", "*:t:whole:*").items().size())
                .sum();
    }

    private static long keys(List<TestServer> servers) {
        return servers.stream().mapToLong(one -> one.ask("DBSIZE").number()).sum();
    }
}
