package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.Unreachable;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers change their places while records are loaded: in the end the same is there as on a server in peace. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ClusterFaultsTest {
    private static final int RECORDS = 40_000;
    private static final Account.Figures ALL_WRITTEN = new Account.Figures(RECORDS, RECORDS, 0, 0, 0);
    private static final int MOVED_SLOTS = 30;

    private final TestServer peaceful;

    ClusterFaultsTest(TestServer peaceful) {
        this.peaceful = peaceful;
    }

    @Test
    void losesNothingWhenSlotsMoveAndReplicasBecomeMasters() {
        try (TestCluster cluster = TestCluster.start(peaceful.flavour(), 1)) {
            TestServer from = cluster.masters().get(0);
            TestServer to = cluster.masters().get(1);
            TestServer replica = cluster.replicas().get(2);
            Loading load = hashes(new Meanwhile(records())
                            .from(0.2, () -> move(cluster, from, to))
                            .until(0.4)
                            .from(0.6, () -> TestCluster.promote(replica))
                            .until(0.8))
                    .replicas(1);
            assertThat(load.into(cluster.target())).isEqualTo(ALL_WRITTEN);
            assertThat(load.load.lanes().retried()).isPositive();
            assertThat(digest(masters(cluster))).isEqualTo(inPeace(hashes(new Meanwhile(records()))));
        }
    }

    @Test
    void losesNoValuesBuiltHereWhenSlotsMove(TestCluster cluster) {
        TestServer from = cluster.masters().get(1);
        TestServer to = cluster.masters().get(2);
        Loading load = hashes(new Meanwhile(records())
                        .from(0.3, () -> move(cluster, from, to))
                        .until(0.6))
                .mode(Mode.REPLACE)
                .lane(LaneChoice.RESTORE);
        assertThat(load.into(cluster.target())).isEqualTo(ALL_WRITTEN);
        assertThat(load.load.lanes().retried()).isPositive();
        assertThat(digest(cluster.masters())).isEqualTo(inPeace(hashes(new Meanwhile(records()))));
    }

    @Test
    void goesOnWithTheReplicaOfANodeThatDies() {
        try (TestCluster cluster = TestCluster.start(peaceful.flavour(), 1)) {
            TestServer dying = cluster.masters().get(1);
            TestServer replica = cluster.replicas().get(1);
            Loading load = hashes(new Meanwhile(records())
                    .from(0.5, () -> TestCluster.killInSync(dying, replica))
                    .until(0.6));
            assertThat(load.into(cluster.target())).isEqualTo(ALL_WRITTEN);
            assertThat(load.load.lanes().reconnects()).isPositive();
            assertThat(isMaster(replica)).isTrue();
            assertThat(digest(masters(cluster))).isEqualTo(inPeace(hashes(new Meanwhile(records()))));
        }
    }

    @Test
    void writesListsOnceWhenTheSentinelsNameAnotherMaster() {
        try (TestSentinels sentinels = TestSentinels.start(peaceful.flavour())) {
            Loading load = lists(new Meanwhile(records())
                            .from(0.4, sentinels::failover)
                            .until(0.7))
                    .replicas(1);
            assertThat(load.into(sentinels.target())).isEqualTo(ALL_WRITTEN);
            assertThat(load.load.lanes().reconnects()).isPositive();
            TestServer master = sentinels.master();
            // What fences the connection that broke stays for ten minutes.
            master.ask("KEYS", "redkit:*").items().forEach(key -> master.ask("DEL", key.text()));
            assertThat(digest(List.of(master))).isEqualTo(inPeace(lists(new Meanwhile(records()))));
        }
    }

    private static Loading hashes(Meanwhile input) {
        return Loading.of(MappingSpec.builder(Structure.HASH, "u:{id}")).input(input);
    }

    private static Loading lists(Meanwhile input) {
        return Loading.of(MappingSpec.builder(Structure.LIST, "l:{part}").part(Part.VALUE, "name"))
                .input(input);
    }

    private static String records() {
        StringBuilder text = new StringBuilder("id,name,part\n");
        for (int i = 0; i < RECORDS; i++) {
            text.append(i)
                    .append(",name of ")
                    .append(i)
                    .append(',')
                    .append(i % 11)
                    .append('\n');
        }
        return text.toString();
    }

    private BigInteger inPeace(Loading load) {
        peaceful.ask("FLUSHALL");
        assertThat(load.into(peaceful.target())).isEqualTo(ALL_WRITTEN);
        return digest(List.of(peaceful));
    }

    /** A digest is the XOR of those of the keys, on however many nodes they are. */
    private static BigInteger digest(List<TestServer> servers) {
        return servers.stream()
                .map(server -> new BigInteger(server.ask("DEBUG", "DIGEST").text(), 16))
                .reduce(BigInteger.ZERO, BigInteger::xor);
    }

    private static void move(TestCluster cluster, TestServer from, TestServer to) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slots.size() < MOVED_SLOTS; slot++) {
            if (cluster.ownerOf(slot) == from) {
                slots.add(slot);
            }
        }
        slots.forEach(slot -> cluster.move(slot, from, to));
    }

    private static List<TestServer> masters(TestCluster cluster) {
        List<TestServer> all = new ArrayList<>(cluster.masters());
        all.addAll(cluster.replicas());
        return all.stream().filter(ClusterFaultsTest::isMaster).toList();
    }

    private static boolean isMaster(TestServer server) {
        try {
            return server.ask("ROLE").items().get(0).text().equals("master");
        } catch (Unreachable e) {
            return false;
        }
    }
}
