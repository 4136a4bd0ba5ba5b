package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Several connections to each server: all are used, and the commands of one key keep their order. */
final class SpreadTest {
    private static final int COMMANDS = 60_000;
    private static final int CONNECTIONS = 3;
    /** So few under way that what breaks is noticed before the next one breaks. */
    private static final LaneLimits LIMITS = new LaneLimits(1 << 20, 1_000, Duration.ofSeconds(15));

    private final List<Refused> refused = new ArrayList<>();
    private final List<String> trouble = new CopyOnWriteArrayList<>();

    private LaneReport run(CommandSource source, Target target, int connections) throws IOException {
        try (Redis redis = Redis.open(target);
                Lanes lanes = Lanes.resending(
                        redis.router(connections), LIMITS, Duration.ofSeconds(5), (what, pause) -> trouble.add(what))) {
            return lanes.run(source, refused::add);
        }
    }

    private void assertAllDone(LaneReport report) {
        assertThat(refused).isEmpty();
        assertThat(report.accepted()).isEqualTo(COMMANDS);
        assertThat(report.open()).isZero();
        assertThat(report.firstOpen()).isEqualTo(Long.MAX_VALUE);
    }

    /** The connections that write, by their numbers at the server. */
    private static List<String> writers(TestServer server) {
        return Arrays.stream(
                        server.ask("CLIENT", "LIST", "TYPE", "normal").text().split("\n"))
                .filter(line -> !line.matches(".* cmd=(client.list|command.*|info|hello|NULL) .*"))
                .map(line -> line.replaceFirst("id=(\\d+) .*", "$1").strip())
                .toList();
    }

    @Nested
    @RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
    final class OneServer {
        private final TestServer server;

        OneServer(TestServer server) {
            this.server = server;
            server.ask("FLUSHALL");
        }

        @Test
        void keepsTheOrderOfEachKey() throws IOException {
            List<String> seen = new ArrayList<>();
            Rewrites source = Rewrites.of(COMMANDS);
            source.at(COMMANDS / 2, () -> seen.addAll(writers(server)));
            assertAllDone(run(source, server.target(), CONNECTIONS));
            assertThat(seen).hasSize(CONNECTIONS);
            assertSameAsOverOneConnection();
        }

        @Test
        void sendsAgainWhatOneOfThemOwesWhenItIsCut() throws IOException {
            Rewrites source = Rewrites.taking(Duration.ofSeconds(1), COMMANDS);
            for (int i = 1; i <= 5; i++) {
                int turn = i;
                source.at((long) COMMANDS * i / 6, () -> {
                    List<String> writers = writers(server);
                    server.ask("CLIENT", "KILL", "ID", writers.get(turn % writers.size()));
                });
            }
            LaneReport report = run(source, server.target(), CONNECTIONS);
            assertAllDone(report);
            assertThat(report.reconnects()).isBetween(1L, 5L);
            assertThat(trouble).isNotEmpty();
            assertSameAsOverOneConnection();
        }

        @Test
        void passesABigCommandInPiecesOverOneOfThem() throws IOException {
            LaneReport report = run(Rewrites.of(COMMANDS).withBig(500, 8 << 20), server.target(), CONNECTIONS);
            assertAllDone(report);
            assertThat(server.ask("STRLEN", "big").number()).isEqualTo(8 << 20);
        }

        private void assertSameAsOverOneConnection() throws IOException {
            String digest = server.ask("DEBUG", "DIGEST").text();
            server.ask("FLUSHALL");
            run(Rewrites.of(COMMANDS), server.target(), 1);
            assertThat(digest).isEqualTo(server.ask("DEBUG", "DIGEST").text());
        }
    }

    @Nested
    @RedisServer(flavour = {Flavour.EMBEDDED, Flavour.VALKEY9})
    final class Cluster {
        private final TestCluster cluster;

        Cluster(TestCluster cluster) {
            this.cluster = cluster;
            cluster.masters().forEach(node -> node.ask("FLUSHALL"));
        }

        @Test
        void keepsTheOrderOfEachKey() throws IOException {
            assertAllDone(run(Rewrites.of(COMMANDS), cluster.target(), CONNECTIONS));
            assertSameAsOverOneConnection();
        }

        @Test
        void sendsAgainWhatOneOfThemOwesWhenItIsCut() throws IOException {
            Rewrites source = Rewrites.taking(Duration.ofSeconds(1), COMMANDS);
            for (int i = 1; i <= 5; i++) {
                TestServer node = cluster.masters().get(i % 3);
                source.at((long) COMMANDS * i / 6, () -> {
                    node.ask("CLIENT", "KILL", "ID", writers(node).get(0));
                });
            }
            LaneReport report = run(source, cluster.target(), CONNECTIONS);
            assertAllDone(report);
            assertThat(report.reconnects()).isPositive();
            assertSameAsOverOneConnection();
        }

        private void assertSameAsOverOneConnection() throws IOException {
            List<String> digests = digests();
            cluster.masters().forEach(node -> node.ask("FLUSHALL"));
            run(Rewrites.of(COMMANDS), cluster.target(), 1);
            assertThat(digests).isEqualTo(digests());
        }

        private List<String> digests() {
            return cluster.masters().stream()
                    .map(node -> node.ask("DEBUG", "DIGEST").text())
                    .toList();
        }
    }
}
