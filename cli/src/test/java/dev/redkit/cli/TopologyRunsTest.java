package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.target.Address;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code redkit topology}: the map, what changes on it, and failovers. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class TopologyRunsTest {
    private final TestServer server;

    TopologyRunsTest(TestServer server) {
        this.server = server;
    }

    private static Cli.Result at(List<String> where, String... words) {
        List<String> all = new ArrayList<>(where);
        all.addAll(List.of(words));
        return new Cli().with(all);
    }

    private static List<String> of(TestCluster cluster) {
        return List.of("-u", "redis://" + cluster.target().address(), "-c");
    }

    private static List<String> of(TestSentinels sentinels) {
        String addresses =
                sentinels.target().addresses().stream().map(Address::toString).collect(Collectors.joining(","));
        return List.of("--sentinel", addresses, "--master", TestSentinels.MASTER);
    }

    /** A {@code --watch} that ends by itself when it has seen so many changes; it has drawn the map before them. */
    private static Cli.Running watch(List<String> where, int changes) {
        List<String> all = new ArrayList<>(where);
        all.addAll(List.of("topology", "--watch", "50ms", "-o", "ndjson", "--count", Integer.toString(changes)));
        all.addAll(List.of("--for", "120s"));
        Cli.Running running = new Cli().start(all);
        running.await(it -> it.out().contains("\"event\":\"map\""));
        return running;
    }

    private static void sees(Cli.Running watch, int changes) {
        Cli.Result seen = watch.await();
        assertThat(seen.exit()).as("%s", seen).isZero();
        assertThat(seen.out().lines()).hasSizeGreaterThan(changes);
    }

    /** Both have to know of it: each takes note at its own time. */
    private static void awaitCopy(TestServer master, TestServer replica) {
        Eventually.holds(
                () -> master.ask("INFO", "replication").text().contains("state=online")
                        && replica.ask("INFO", "replication").text().contains("master_link_status:up"),
                () -> "the replica; its log:\n" + replica.log());
    }

    private static String name(TestServer server) {
        return "127.0.0.1:" + server.port();
    }

    @Test
    void showsAMasterAndItsReplica() {
        try (TestServer replica = TestServer.start(server.flavour(), "replicaof 127.0.0.1 " + server.port())) {
            awaitCopy(server, replica);
            Cli.Result tree = at(List.of("-p", Integer.toString(server.port())), "topology");
            assertThat(tree.exit()).as("%s", tree).isZero();
            assertThat(tree.out())
                    .startsWith("1 master, 1 replica\n" + name(server) + "  master")
                    .contains("└─ " + name(replica) + "  replica  link up");
            Cli.Result json = at(List.of("-p", Integer.toString(replica.port())), "topology", "-o", "json");
            assertThat(json.out()).contains("\"follows\": \"" + name(server) + "\"", "\"link\": \"up\"");
        }
    }

    @Test
    void watchesAndRunsAFailoverOfALoneMaster() {
        try (TestServer master = TestServer.start(server.flavour());
                TestServer replica = TestServer.start(server.flavour(), "replicaof 127.0.0.1 " + master.port())) {
            awaitCopy(master, replica);
            List<String> where = List.of("-p", Integer.toString(master.port()));
            Cli.Result result = at(where, "topology", "failover", "--yes", "-o", "ndjson");
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out()).startsWith("{\"from\":\"" + name(master) + "\",\"to\":\"" + name(replica) + "\"");
            Eventually.holds(
                    () -> replica.ask("ROLE").items().get(0).text().equals("master"), () -> "the replica as master");
        }
    }

    @Test
    void watchesAndRunsAFailoverInACluster() {
        try (TestCluster cluster = TestCluster.start(server.flavour(), 1)) {
            Cli.Result tree = at(of(cluster), "topology");
            assertThat(tree.exit()).as("%s", tree).isZero();
            assertThat(tree.out())
                    .contains("3 masters, 3 replicas", "all slots are served", "0-5460 (5461 slots)", "link up");
            Cli.Result unnamed = at(of(cluster), "topology", "failover", "--yes");
            assertThat(unnamed.exit()).isEqualTo(2);
            assertThat(unnamed.err()).contains("name the replica");
            String replica = name(cluster.replicas().get(0));
            String master = name(cluster.masters().get(0));
            Cli.Result dry = at(of(cluster), "topology", "failover", replica, "--dry-run");
            assertThat(dry.out()).startsWith("would make " + replica + " the master in place of " + master);
            Cli.Result refused = at(of(cluster), "topology", "failover", replica);
            assertThat(refused.exit()).as("%s", refused).isEqualTo(9);
            try (Cli.Running seen = watch(of(cluster), 4)) {
                Cli.Result result = at(of(cluster), "topology", "failover", replica, "--yes", "-o", "ndjson");
                assertThat(result.exit()).as("%s", result).isZero();
                assertThat(result.out()).startsWith("{\"from\":\"" + master + "\",\"to\":\"" + replica + "\"");
                assertThat(result.err()).contains(replica + "  role: replica → master");
                sees(seen, 4);
            }
        }
    }

    @Test
    void watchesAndRunsAFailoverOfSentinels() {
        try (TestSentinels sentinels = TestSentinels.start(server.flavour())) {
            String master = name(sentinels.servers().get(0));
            String replica = name(sentinels.servers().get(1));
            Cli.Result tree = at(of(sentinels), "topology");
            assertThat(tree.exit()).as("%s", tree).isZero();
            assertThat(tree.out()).contains("1 master, 1 replica", "sentinels", "names " + master);
            Cli.Result chosen = at(of(sentinels), "topology", "failover", replica, "--yes");
            assertThat(chosen.exit()).isEqualTo(2);
            assertThat(chosen.err()).contains("the sentinels choose");
            try (Cli.Running seen = watch(of(sentinels), 5)) {
                Cli.Result result = at(of(sentinels), "topology", "failover", "--yes", "-o", "ndjson");
                assertThat(result.exit()).as("%s", result).isZero();
                assertThat(result.out()).startsWith("{\"from\":\"" + master + "\",\"to\":\"" + replica + "\"");
                sees(seen, 5);
            }
        }
    }

    @Test
    void showsTheRestWhenANodeIsGone() {
        try (TestCluster cluster = TestCluster.start(server.flavour())) {
            cluster.masters().get(1).kill();
            Cli.Result result = at(of(cluster), "topology", "-o", "csv");
            assertThat(result.exit()).as("%s", result).isEqualTo(4);
            assertThat(result.err()).contains(name(cluster.masters().get(1)));
            assertThat(result.out()).contains(name(cluster.masters().get(0)) + ",master,up", ",silent,");
        }
    }
}
