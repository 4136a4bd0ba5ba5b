package dev.redkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.target.Address;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnnouncedTest {
    private static final Address FAR = Address.of("redis.example", 6379);
    private static final Address NEAR = Address.of("127.0.0.1", 6379);

    @Test
    void noHostMeansTheOneThatWasAsked() {
        assertThat(Announced.address(null, 7000, FAR)).hasToString("redis.example:7000");
        assertThat(Announced.address("", 7000, FAR)).hasToString("redis.example:7000");
        assertThat(Announced.address("?", 7000, FAR)).hasToString("redis.example:7000");
    }

    @Test
    void loopbackIsBelievedOnlyFromHere() {
        assertThat(Announced.address("127.0.0.1", 7000, FAR)).hasToString("redis.example:7000");
        assertThat(Announced.address("127.0.0.1", 7000, NEAR)).hasToString("127.0.0.1:7000");
        assertThat(Announced.address("10.0.0.1", 7000, NEAR)).hasToString("10.0.0.1:7000");
        assertThat(Announced.address("::2", 7000, FAR)).hasToString("[::2]:7000");
    }

    @Test
    void aClusterMayAnnounceHostNamesOrNothing() {
        String nodes = """
                aaaa 10.0.0.1:7000@17000,one.example myself,master - 0 0 1 connected 0-8191
                bbbb :7001@17001 master - 0 0 2 connected 8192-16383 [93-<-aaaa]
                cccc ::2:7002@17002 slave,fail bbbb 0 0 2 disconnected
                dddd :0@0 master,noaddr - 0 0 3 disconnected
                """;
        List<Object> slots = List.of(
                List.of(0L, 8191L, List.of("one.example", 7000L, "aaaa", List.of("ip", "10.0.0.1"))),
                List.of(8192L, 16383L, Arrays.asList(null, 7001L, "bbbb", List.of())));
        Topology topology = ClusterView.read(List.of(List.of(nodes), slots), FAR);
        assertThat(topology.nodes())
                .extracting(node -> node.id() + " " + node.address() + " " + node.role() + " " + node.healthy())
                .containsExactly(
                        "aaaa one.example:7000 MASTER true",
                        "bbbb redis.example:7001 MASTER true",
                        "cccc [::2]:7002 REPLICA false");
        assertThat(topology.uncovered()).isZero();
        assertThat(topology.replicasOf(topology.masters().get(1))).hasSize(1);
    }
}
