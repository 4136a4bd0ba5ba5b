package dev.redkit.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Redis;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class MeterTest {
    private final TestServer server;

    MeterTest(TestServer server) {
        this.server = server;
    }

    @Test
    void tellsWhatWasDoneBetweenTwoLooks() {
        server.ask("FLUSHALL");
        try (Redis redis = Redis.open(server.target());
                Meter meter = new Meter(redis);
                Wire wire = Wire.open(server.target())) {
            meter.read();
            for (int i = 0; i < 300; i++) {
                wire.call("SET", "key:" + i, "value");
            }
            for (int i = 0; i < 400; i++) {
                wire.call("GET", "key:" + i);
            }
            Reading reading = meter.read();
            NodeReading node = reading.nodes().get(0);
            assertThat(node.role()).isEqualTo("master");
            assertThat(node.keys()).isEqualTo(300);
            assertThat(node.hitRatio()).isEqualTo(0.75);
            assertThat(node.opsPerSecond() * reading.seconds()).isBetween(700.0, 720.0);
            CommandReading get = node.commands().get(0);
            assertThat(get.name()).isEqualTo("get");
            assertThat(get.perSecond() * reading.seconds()).isBetween(399.0, 401.0);
            assertThat(get.p99Micros()).isPositive();
            assertThat(reading.commands().stream()
                            .mapToDouble(CommandReading::share)
                            .sum())
                    .isBetween(0.99, 1.01);
        }
    }

    @Test
    void seesWhatHeldTheServerUp() {
        server.ask("CONFIG", "SET", "latency-monitor-threshold", "10");
        try (Redis redis = Redis.open(server.target());
                Meter meter = new Meter(redis)) {
            meter.read();
            server.ask("DEBUG", "SLEEP", "0.05");
            Reading reading = meter.read();
            assertThat(reading.holdUps()).anyMatch(one -> one.event().equals("command") && one.maxMillis() >= 50);
            assertThat(reading.slow()).anyMatch(one -> one.command().equals("DEBUG") && one.micros() >= 50_000);
            assertThat(reading.nodes().get(0).newSlow()).isPositive();
        }
    }

    @Test
    void aRestartedServerIsNotSeenToRunBackwards() {
        try (TestServer own = TestServer.start(server.flavour());
                Redis redis = Redis.open(own.target());
                Meter meter = new Meter(redis)) {
            for (int i = 0; i < 20; i++) {
                own.ask("PING");
            }
            meter.read();
            own.kill();
            assertThat(meter.read().nodes().get(0).answers()).isFalse();
            own.start();
            Eventually.holds(() -> meter.read().nodes().get(0).answers(), () -> "the server again");
            assertThat(meter.read().nodes().get(0).opsPerSecond()).isNotNegative();
        }
    }

    @Test
    void showsTheOthersWhenANodeOfAClusterIsGone() {
        try (TestCluster cluster = TestCluster.start(server.flavour());
                Redis redis = Redis.open(cluster.target());
                Meter meter = new Meter(redis)) {
            assertThat(meter.read().answering()).hasSize(3);
            cluster.masters().get(1).kill();
            List<NodeReading> nodes = meter.read().nodes();
            assertThat(nodes).hasSize(3);
            assertThat(nodes.stream().filter(one -> !one.answers()).map(NodeReading::address))
                    .containsExactly("127.0.0.1:" + cluster.masters().get(1).port());
        }
    }
}
