package dev.redkit.testkit;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Redis Cluster of real servers: three masters with a third of the slots each, and replicas on demand. */
public final class TestCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<TestServer> nodes = new ArrayList<>();

    private TestCluster() {}

    /** Three masters. */
    public static TestCluster start(Flavour flavour, String... config) {
        return start(flavour, 0, config);
    }

    /** Three masters with so many replicas each; returns when every node knows the whole cluster. */
    public static TestCluster start(Flavour flavour, int replicas, String... config) {
        TestCluster cluster = new TestCluster();
        try {
            cluster.form(flavour, replicas, config);
            return cluster;
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private void form(Flavour flavour, int replicas, String... config) {
        for (int i = 0; i < MASTERS * (1 + replicas); i++) {
            nodes.add(TestServer.start(flavour, nodeConfig(config)));
        }
        for (int i = 0; i < nodes.size(); i++) {
            TestServer node = nodes.get(i);
            // Epochs of their own: nodes that meet with equal ones would first have to settle that.
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            if (i < MASTERS) {
                String first = Integer.toString(SLOTS * i / MASTERS);
                String last = Integer.toString(SLOTS * (i + 1) / MASTERS - 1);
                node.ask("CLUSTER", "ADDSLOTSRANGE", first, last);
            }
            if (i > 0) {
                nodes.get(0)
                        .ask(
                                "CLUSTER",
                                "MEET",
                                "127.0.0.1",
                                Integer.toString(node.port()),
                                Integer.toString(node.busPort()));
            }
        }
        awaitAgreement("cluster_known_nodes:" + nodes.size());
        for (int i = MASTERS; i < nodes.size(); i++) {
            nodes.get(i)
                    .ask(
                            "CLUSTER",
                            "REPLICATE",
                            nodes.get(i % MASTERS).ask("CLUSTER", "MYID").text());
        }
        awaitAgreement("cluster_state:ok");
        replicas().forEach(TestCluster::awaitSync);
        nodes.forEach(node -> Eventually.holds(
                () -> rolesKnownBy(node) == replicas().size(), () -> "all replicas, seen by\n" + view(node)));
    }

    private static String[] nodeConfig(String... config) {
        List<String> lines = new ArrayList<>(Arrays.asList(config));
        lines.addAll(List.of("cluster-enabled yes", "cluster-node-timeout 2000", "cluster-replica-no-failover no"));
        return lines.toArray(String[]::new);
    }

    private void awaitAgreement(String line) {
        for (TestServer node : nodes) {
            Eventually.holds(
                    () -> node.ask("CLUSTER", "INFO").text().contains(line), () -> line + ", seen by\n" + view(node));
        }
    }

    private static void awaitSync(TestServer replica) {
        Eventually.holds(
                () -> replica.ask("INFO", "replication").text().contains("master_link_status:up"),
                () -> "the replica's link; its log:\n" + replica.log());
    }

    private static long rolesKnownBy(TestServer node) {
        return view(node).lines().filter(line -> line.contains("slave")).count();
    }

    private static String view(TestServer node) {
        return node.ask("CLUSTER", "NODES").text();
    }

    /** The cluster, by the addresses of all its nodes. */
    public Target target() {
        List<Address> seeds =
                nodes.stream().map(node -> node.plainTarget().address()).toList();
        return Target.cluster(seeds)
                .credentials(nodes.get(0).plainTarget().credentials())
                .build();
    }

    /** The nodes that were made masters, in the order of their slots. */
    public List<TestServer> masters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    /** The nodes that were made replicas: first one of each master, then the second of each, … */
    public List<TestServer> replicas() {
        return List.copyOf(nodes.subList(MASTERS, nodes.size()));
    }

    /** The node that was given this slot. */
    public TestServer ownerOf(int slot) {
        for (int i = 1; i < MASTERS; i++) {
            if (slot < SLOTS * i / MASTERS) {
                return nodes.get(i - 1);
            }
        }
        return nodes.get(MASTERS - 1);
    }

    /** The slot of a key, as a server says. */
    public int slotOf(String key) {
        return (int) nodes.get(0).ask("CLUSTER", "KEYSLOT", key).number();
    }

    /** Moves a slot with its keys to another node, as resharding does. */
    public void move(int slot, TestServer from, TestServer to) {
        String number = Integer.toString(slot);
        String fromId = from.ask("CLUSTER", "MYID").text();
        String toId = to.ask("CLUSTER", "MYID").text();
        to.ask("CLUSTER", "SETSLOT", number, "IMPORTING", fromId);
        from.ask("CLUSTER", "SETSLOT", number, "MIGRATING", toId);
        String port = Integer.toString(to.port());
        while (true) {
            List<Reply> keys =
                    from.ask("CLUSTER", "GETKEYSINSLOT", number, "100").items();
            if (keys.isEmpty()) {
                break;
            }
            for (Reply key : keys) {
                from.ask("MIGRATE", "127.0.0.1", port, key.text(), "0", "10000");
            }
        }
        to.ask("CLUSTER", "SETSLOT", number, "NODE", toId);
        from.ask("CLUSTER", "SETSLOT", number, "NODE", toId);
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
    }
}
