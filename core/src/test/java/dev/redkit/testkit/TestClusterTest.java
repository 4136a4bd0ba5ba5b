package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.wire.Wire;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class TestClusterTest {
    @Test
    void sharesTheSlotsAmongThreeMasters(TestCluster cluster) {
        assertThat(cluster.masters()).hasSize(3);
        for (int i = 0; i < 30; i++) {
            String key = "key:" + i;
            assertThat(cluster.ownerOf(cluster.slotOf(key)).ask("SET", key, "x").text())
                    .isEqualTo("OK");
        }
        assertThat(cluster.target().addresses()).hasSize(3);
    }

    @Test
    void movesASlotWithItsKeys(TestCluster cluster) {
        int slot = cluster.slotOf("{moved}");
        TestServer from = cluster.ownerOf(slot);
        TestServer to = cluster.masters().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        from.ask("SET", "{moved}:1", "one");
        cluster.move(slot, from, to);
        assertThat(to.ask("GET", "{moved}:1").text()).isEqualTo("one");
        try (Wire wire = Wire.open(from.target())) {
            assertThat(wire.call("GET", "{moved}:1").text()).startsWith("MOVED " + slot);
        }
        cluster.move(slot, to, from);
    }

    @Test
    void hasReplicasThatFollow() {
        try (TestCluster cluster = TestCluster.start(Flavour.EMBEDDED, 1)) {
            assertThat(cluster.replicas()).hasSize(3);
            TestServer replica = cluster.replicas().get(2);
            TestCluster.promote(replica);
            assertThat(replica.ask("ROLE").items().get(0).text()).isEqualTo("master");
        }
    }
}
