package dev.redkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.lane.Router;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ClusterTest {
    private final TestCluster cluster;

    ClusterTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void knowsTheMastersAndTheirSlots() {
        try (Redis redis = Redis.open(cluster.target())) {
            List<Node> masters = redis.topology().masters();
            assertThat(masters).hasSize(3).allMatch(Node::healthy);
            assertThat(masters.stream().mapToInt(Node::slotCount).sum()).isEqualTo(Slots.COUNT);
            assertThat(redis.topology().uncovered()).isZero();
            for (int slot : new int[] {0, 5460, 5461, 10_922, 10_923, 16_383}) {
                assertThat(redis.topology().owner(slot).orElseThrow().address().port())
                        .isEqualTo(cluster.ownerOf(slot).port());
            }
            assertThat(redis.capabilities().cluster()).isTrue();
        }
    }

    @Test
    void passesOverSeedsThatDoNotAnswer() {
        List<Address> seeds = new ArrayList<>(List.of(Address.of("127.0.0.1", TestServer.freePort())));
        seeds.addAll(cluster.target().addresses().subList(0, 1));
        Target target = Target.cluster(seeds)
                .credentials(cluster.target().credentials())
                .build();
        try (Redis redis = Redis.open(target)) {
            assertThat(redis.nodes()).hasSize(3);
        }
    }

    @Test
    void speaksResp2ToTheControlPlaneToo() {
        try (Redis redis = Redis.open(cluster.target().but().protocol(2).build())) {
            assertThat(redis.nodes()).hasSize(3);
            assertThat(redis.capabilities().role()).isEqualTo(Node.Role.MASTER);
        }
    }

    @Test
    void routesEachCommandToTheOwnerOfItsKey() {
        try (Redis redis = Redis.open(cluster.target())) {
            Router router = redis.router();
            for (int i = 0; i < 200; i++) {
                String key = "key:" + i;
                CommandBuffer command = new CommandBuffer(64).command("HSET", key, "f", "v");
                Address owner = router.route(command.array(), 0, command.length());
                assertThat(owner.port())
                        .isEqualTo(cluster.ownerOf(cluster.slotOf(key)).port());
            }
            CommandBuffer ping = new CommandBuffer(64).command("PING");
            assertThat(redis.nodes())
                    .anyMatch(node -> node.address().equals(router.route(ping.array(), 0, ping.length())));
        }
    }

    @Test
    void everyNodeTakesTheKeysThatItOwns() {
        try (Redis redis = Redis.open(cluster.target())) {
            for (int i = 0; i < 30; i++) {
                String key = "owned:" + i;
                Node owner = redis.topology().ownerOf(key.getBytes(UTF_8)).orElseThrow();
                try (Wire wire = redis.wire(owner)) {
                    assertThat(wire.call("SET", key, "v").text()).isEqualTo("OK");
                }
            }
        }
    }

    @Test
    void seesASlotThatHasMoved() {
        int slot = 16_000;
        TestServer from = cluster.ownerOf(slot);
        TestServer to = cluster.masters().get(0);
        try (Redis redis = Redis.open(cluster.target())) {
            assertThat(redis.topology().owner(slot).orElseThrow().address().port())
                    .isEqualTo(from.port());
            cluster.move(slot, from, to);
            Eventually.holds(
                    () -> redis.refresh().owner(slot).orElseThrow().address().port() == to.port(),
                    () -> "slot " + slot + " at its new owner");
            cluster.move(slot, to, from);
        }
    }
}
