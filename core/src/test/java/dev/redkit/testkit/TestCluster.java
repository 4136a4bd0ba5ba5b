package dev.redkit.testkit;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Redis Cluster of real servers: three masters with a third of the slots each, and replicas on demand. */
public final class TestCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    /** Longer than a failover may take. */
    private static final Duration FAILOVER = Duration.ofSeconds(6);

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
        }
        List<String> ids = nodes.stream().map(TestCluster::id).toList();
        nodes.forEach(node -> Eventually.holds(() -> knowsAll(node, ids), () -> "all nodes, seen by\n" + view(node)));
        for (int i = MASTERS; i < nodes.size(); i++) {
            nodes.get(i).ask("CLUSTER", "REPLICATE", ids.get(i % MASTERS));
        }
        replicas().forEach(TestCluster::awaitSync);
        nodes.forEach(node -> Eventually.holds(
                () -> rolesKnownBy(node) == replicas().size(), () -> "all replicas, seen by\n" + view(node)));
        nodes.forEach(node -> Eventually.holds(
                () -> node.ask("CLUSTER", "INFO").text().contains("cluster_state:ok"),
                () -> "a cluster that is well, seen by\n" + view(node)));
    }

    /** A node that is silent for the timeout is taken for dead, with all its slots: a busy machine must not bring that about. */
    private static String[] nodeConfig(String... config) {
        List<String> lines = new ArrayList<>(
                List.of("cluster-enabled yes", "cluster-node-timeout 5000", "cluster-replica-no-failover no"));
        lines.addAll(Arrays.asList(config));
        return lines.toArray(String[]::new);
    }

    /**
     * Whether this node is past all handshakes, and knows the others under their own names; the first one meets again
     * whom it does not know, since a handshake that takes too long is forgotten.
     */
    private boolean knowsAll(TestServer node, List<String> ids) {
        List<String> lines = view(node).lines().toList();
        List<String> known = lines.stream()
                .filter(line -> !line.contains("handshake") && line.contains(" connected"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        if (node == nodes.get(0)) {
            nodes.stream()
                    .filter(one -> lines.stream().noneMatch(line -> line.contains(":" + one.port() + "@")))
                    .forEach(this::meet);
        }
        return lines.size() == ids.size() && known.containsAll(ids);
    }

    /** Has the cluster meet one more node, which all of them know some time later. */
    public void meet(TestServer node) {
        nodes.get(0)
                .ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()), Integer.toString(node.busPort()));
    }

    private static String id(TestServer node) {
        return node.ask("CLUSTER", "MYID").text();
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

    /** Returns when every node is in touch with every other, and all say the same of slots, roles and the epoch. */
    public void awaitWhole() {
        Eventually.holds(
                () -> nodes.stream().allMatch(TestCluster::isContent)
                        && nodes.stream().map(TestCluster::opinion).distinct().count() == 1,
                () -> "a whole cluster, seen by\n"
                        + String.join(
                                "\n", nodes.stream().map(TestCluster::view).toList()));
    }

    private static boolean isContent(TestServer node) {
        return node.ask("CLUSTER", "INFO").text().contains("cluster_state:ok")
                && view(node)
                        .lines()
                        .map(line -> line.split(" ", -1))
                        .allMatch(words -> words[7].equals("connected")
                                && !words[2].contains("fail")
                                && !words[2].contains("handshake"));
    }

    /** What a node says that all of them should say. */
    private static List<String> opinion(TestServer node) {
        List<String> lines = new ArrayList<>();
        for (String line : view(node).lines().toList()) {
            String[] words = line.split(" ", -1);
            List<String> slots = Arrays.asList(words).subList(8, words.length);
            lines.add(words[0] + " " + words[2].replace("myself,", "") + " " + words[3] + " " + slots);
        }
        lines.addAll(node.ask("CLUSTER", "INFO")
                .text()
                .lines()
                .filter(line -> line.startsWith("cluster_current_epoch:"))
                .toList());
        return lines.stream().sorted().toList();
    }

    /** The slot of a key, as a server says. */
    public int slotOf(String key) {
        return (int) nodes.get(0).ask("CLUSTER", "KEYSLOT", key).number();
    }

    /** Moves a slot with its keys to another node, as resharding does. */
    public void move(int slot, TestServer from, TestServer to) {
        String number = Integer.toString(slot);
        String fromId = id(from);
        String toId = id(to);
        setSlot(to, number, "IMPORTING", fromId);
        setSlot(from, number, "MIGRATING", toId);
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
        setSlot(to, number, "NODE", toId);
        setSlot(from, number, "NODE", toId);
        nodes.forEach(node -> Eventually.holds(
                () -> sees(node, slot, to), () -> "slot " + slot + " at its new owner, seen by\n" + view(node)));
    }

    /** Some servers tell their replicas first, and refuse when these are slow. */
    private static void setSlot(TestServer node, String slot, String state, String id) {
        Eventually.holds(
                () -> {
                    try {
                        node.ask("CLUSTER", "SETSLOT", slot, state, id);
                        return true;
                    } catch (ServerRefused e) {
                        if (e.code().equals("NOREPLICAS")) {
                            return false;
                        }
                        throw e;
                    }
                },
                () -> "slot " + slot + " to be " + state + " at " + node);
    }

    /** Whether a node sends clients there; one that is down sends them nowhere. */
    private static boolean sees(TestServer node, int slot, TestServer owner) {
        try {
            return node.ask("CLUSTER", "SLOTS").items().stream()
                    .map(Reply::items)
                    .filter(range -> range.get(0).number() <= slot
                            && slot <= range.get(1).number())
                    .anyMatch(range -> range.get(2).items().get(1).number() == owner.port());
        } catch (Unreachable e) {
            return true;
        }
    }

    /** Has a replica take the place of its master, and waits until it has. It asks again, since servers give up after 5 s. */
    public static void promote(TestServer replica) {
        long[] nextAt = {System.nanoTime()};
        Eventually.holds(
                () -> {
                    if (replica.ask("ROLE").items().get(0).text().equals("master")) {
                        return true;
                    }
                    if (System.nanoTime() - nextAt[0] >= 0) {
                        nextAt[0] = System.nanoTime() + FAILOVER.toNanos();
                        tell(replica, "CLUSTER", "FAILOVER");
                    }
                    return false;
                },
                () -> "the failover; the replica's log:\n" + replica.log());
    }

    /**
     * Kills a master whose replica has heard of all that it has answered: a cluster loses the rest, and no client can do
     * anything about it. What is under way then stays unanswered, and nobody is left to confirm anything for
     * {@code --wait}.
     */
    public static void killInSync(TestServer master, TestServer replica) {
        master.ask("CLIENT", "PAUSE", "60000", "WRITE");
        Eventually.holds(
                () -> offset(master, "master_repl_offset").equals(offset(replica, "slave_repl_offset")),
                () -> "the replica's offset " + offset(replica, "slave_repl_offset"));
        master.kill();
    }

    private static String offset(TestServer server, String name) {
        return InfoText.fields(server.ask("INFO", "replication").text()).get(name);
    }

    /** Whatever it answers: it may be a master by now. */
    private static void tell(TestServer server, String... command) {
        try (Wire wire = Wire.open(server.plainTarget())) {
            wire.call(command);
        }
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
    }
}
