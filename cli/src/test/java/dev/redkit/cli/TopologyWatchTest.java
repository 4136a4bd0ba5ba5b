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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code redkit topology --watch} while things happen. Laid over the map before them, its events must give the map after
 * them, each beginning where the one before it ended: so nothing is missing and nothing is told twice.
 */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class TopologyWatchTest {
    private static final List<String> COLUMNS = List.of("role", "state", "follows", "link");
    private static final int SLOTS_COLUMN = 6;

    /** One line of the watch, the time left out. */
    private record Event(String name, String node, String from, String to) {
        private static final Pattern LINE = Pattern.compile(
                "\\{\"time\":\"[^\"]+\",\"event\":\"(\\w+)\",\"node\":(?:\"([^\"]*)\"|null),\"from\":\"([^\"]*)\",\"to\":\"([^\"]*)\"}");

        static List<Event> of(Cli.Running running) {
            List<Event> events = new ArrayList<>();
            Matcher line = LINE.matcher(running.out());
            while (line.find()) {
                String node = line.group(2) == null ? "" : line.group(2);
                events.add(new Event(line.group(1), node, line.group(3), line.group(4)));
            }
            return events;
        }

        static List<Event> of(Cli.Running running, String... names) {
            return of(running).stream()
                    .filter(event -> List.of(names).contains(event.name()))
                    .toList();
        }
    }

    /** What is known of each node, by its address and the name of an event: at first, and with what was told since. */
    private static final class Watch implements AutoCloseable {
        private final List<String> where;
        private final Map<String, String> first;
        private final Cli.Running running;

        Watch(List<String> where, String... more) {
            this.where = where;
            Eventually.holds(
                    () -> now().entrySet().stream()
                            .filter(one -> one.getKey().endsWith(" state"))
                            .allMatch(one -> one.getValue().equals("up")),
                    () -> "all servers to be up: " + now());
            this.first = now();
            List<String> words = new ArrayList<>(where);
            words.addAll(List.of("topology", "--watch", "20ms", "-o", "ndjson"));
            words.addAll(List.of(more));
            this.running = new Cli().start(words);
            running.await(it -> it.out().contains("\"event\":\"map\""));
        }

        Map<String, String> now() {
            List<String> words = new ArrayList<>(where);
            words.addAll(List.of("topology", "-o", "csv"));
            Map<String, String> all = new TreeMap<>();
            for (String row : new Cli().with(words).out().lines().skip(1).toList()) {
                String[] cells = row.split(",", -1);
                if (cells[1].equals("sentinel")) {
                    all.put("sentinel " + cells[0] + " state", cells[2]);
                    all.put("sentinel " + cells[0] + " names", cells[3]);
                    continue;
                }
                for (int i = 0; i < COLUMNS.size(); i++) {
                    all.put(cells[0] + " " + COLUMNS.get(i), cells[i + 1]);
                }
                all.put(cells[0] + " slots", cells[SLOTS_COLUMN]);
            }
            return all;
        }

        Map<String, String> told() {
            Map<String, String> all = new TreeMap<>(first);
            Map<String, String> together = new LinkedHashMap<>();
            for (Event event : Event.of(running)) {
                assertThat(event.from()).as("%s", event).isNotEqualTo(event.to());
                switch (event.name()) {
                    case "joined" -> {
                        assertThat(all).doesNotContainKey(event.node() + " role");
                        COLUMNS.forEach(column -> all.put(event.node() + " " + column, ""));
                        all.put(event.node() + " state", "up");
                        all.put(event.node() + " slots", "");
                        all.put(event.node() + " role", event.to());
                    }
                    case "left" -> {
                        assertThat(all.get(event.node() + " role")).isEqualTo(event.from());
                        all.keySet().removeIf(key -> key.startsWith(event.node() + " "));
                    }
                    case "epoch", "uncovered" -> {
                        String before = together.put(event.name(), event.to());
                        assertThat(event.from()).as("%s", event).isEqualTo(before == null ? event.from() : before);
                    }
                    default -> {
                        String before = all.put(event.node() + " " + event.name(), event.to());
                        assertThat(event.from()).as("%s", event).isEqualTo(before);
                    }
                }
            }
            return all;
        }

        /** Waits until it has told what is now, and until that is what was wanted. */
        void await(Predicate<Map<String, String>> wanted) {
            Eventually.holds(
                    () -> {
                        Map<String, String> told = told();
                        return wanted.test(told) && told.equals(now());
                    },
                    () -> "the watch to tell " + now() + "\nit told " + told() + "\n" + running);
        }

        /** Waits until it has told that of a node. */
        void await(String node, String event, String to) {
            await(all -> to.equals(all.get(node + " " + event)));
        }

        @Override
        public void close() {
            running.close();
        }
    }

    private final TestCluster cluster;

    TopologyWatchTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** What the test before did may still be going round: it would be told as something new. */
    @BeforeEach
    void settle() {
        cluster.awaitWhole();
    }

    private Flavour flavour() {
        return cluster.masters().get(0).flavour();
    }

    /** By way of the master that no test here kills. */
    private static List<String> of(TestCluster cluster) {
        return List.of("-u", "redis://" + name(cluster.masters().get(2)), "-c");
    }

    private static List<String> of(TestSentinels sentinels) {
        String addresses =
                sentinels.target().addresses().stream().map(Address::toString).collect(Collectors.joining(","));
        return List.of("--sentinel", addresses, "--master", TestSentinels.MASTER);
    }

    private static String name(TestServer server) {
        return "127.0.0.1:" + server.port();
    }

    private static long epoch(TestCluster cluster) {
        Matcher epoch = Pattern.compile("cluster_current_epoch:(\\d+)")
                .matcher(cluster.masters().get(1).ask("CLUSTER", "INFO").text());
        assertThat(epoch.find()).isTrue();
        return Long.parseLong(epoch.group(1));
    }

    private static Event epochAfter(long epoch) {
        return new Event("epoch", "", Long.toString(epoch), Long.toString(epoch + 1));
    }

    @Test
    void tellsNothingOfAClusterInWhichOnlyKeysChange() {
        try (Watch watch = new Watch(of(cluster), "--for", "1s")) {
            for (int i = 0; i < 200; i++) {
                String key = "key:" + i;
                cluster.ownerOf(cluster.slotOf(key)).ask("SET", key, "x");
            }
            Cli.Result result = watch.running.await();
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out().lines()).hasSize(1);
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void tellsOfASlotThatMoved() {
        TestServer from = cluster.masters().get(0);
        // The one with the highest epoch would keep it.
        TestServer to = cluster.masters().get(1);
        long epoch = epoch(cluster);
        try (Watch watch = new Watch(of(cluster))) {
            cluster.move(100, from, to);
            watch.await(name(to), "slots", "100 5461-10921");
            watch.await(all -> !Event.of(watch.running, "epoch").isEmpty());
            assertThat(Event.of(watch.running))
                    .containsExactlyInAnyOrder(
                            new Event("slots", name(from), "0-5460", "0-99 101-5460"),
                            new Event("slots", name(to), "5461-10921", "100 5461-10921"),
                            epochAfter(epoch));
        }
        cluster.move(100, to, from);
    }

    @Test
    void tellsOfANodeThatDiesWithItsSlotsAndComesBack() {
        TestServer dead = cluster.masters().get(1);
        try (Watch watch = new Watch(of(cluster))) {
            dead.kill();
            watch.await(name(dead), "state", "silent");
            watch.await(all -> !Event.of(watch.running, "uncovered").isEmpty());
            assertThat(Event.of(watch.running))
                    .containsExactlyInAnyOrder(
                            new Event("state", name(dead), "up", "silent"), new Event("uncovered", "", "0", "5461"));
            dead.start();
            watch.await(name(dead), "state", "up");
            watch.await(all -> Event.of(watch.running, "uncovered").size() == 2);
            assertThat(Event.of(watch.running, "uncovered").get(1)).isEqualTo(new Event("uncovered", "", "5461", "0"));
            assertThat(Event.of(watch.running))
                    .allMatch(event -> event.name().equals("uncovered")
                            || (event.name().equals("state") && event.node().equals(name(dead))));
        }
    }

    @Test
    void tellsOfANodeThatJoinsFollowsAndLeaves() {
        TestServer master = cluster.masters().get(0);
        try (TestServer guest = TestServer.start(flavour(), "cluster-enabled yes", "cluster-node-timeout 2000");
                Watch watch = new Watch(of(cluster))) {
            cluster.meet(guest);
            watch.await(name(guest), "role", "master");
            String id = master.ask("CLUSTER", "MYID").text();
            Eventually.holds(
                    () -> guest.ask("CLUSTER", "NODES").text().contains(id + " 127.0.0.1"),
                    () -> "the guest to know whom it shall follow");
            guest.ask("CLUSTER", "REPLICATE", id);
            watch.await(name(guest), "follows", name(master));
            watch.await(name(guest), "link", "up");
            String guestId = guest.ask("CLUSTER", "MYID").text();
            cluster.masters()
                    .forEach(node -> Eventually.holds(
                            () -> node.ask("CLUSTER", "NODES")
                                    .text()
                                    .lines()
                                    .anyMatch(line -> line.startsWith(guestId) && line.contains(" slave " + id)),
                            () -> name(node) + " to know whom the guest follows"));
            guest.kill();
            cluster.masters().forEach(node -> node.ask("CLUSTER", "FORGET", guestId));
            watch.await(all -> !all.containsKey(name(guest) + " role"));
            assertThat(Event.of(watch.running, "joined", "role", "follows", "left"))
                    .containsExactly(
                            new Event("joined", name(guest), "", "master"),
                            new Event("role", name(guest), "master", "replica"),
                            new Event("follows", name(guest), "", name(master)),
                            new Event("left", name(guest), "replica", ""));
            assertThat(Event.of(watch.running))
                    .allMatch(event ->
                            event.node().equals(name(guest)) || event.name().equals("epoch"));
        }
    }

    @Test
    void tellsOfAReplicaThatStopsAndComesBackAndTakesOver() {
        try (TestCluster own = TestCluster.start(flavour(), 1)) {
            TestServer master = own.masters().get(0);
            TestServer replica = own.replicas().get(0);
            try (Watch watch = new Watch(of(own))) {
                replica.kill();
                watch.await(name(replica), "state", "silent");
                assertThat(Event.of(watch.running))
                        .containsExactly(
                                new Event("state", name(replica), "up", "silent"),
                                new Event("link", name(replica), "up", ""));
                replica.start();
                watch.await(all -> "up".equals(all.get(name(replica) + " link"))
                        && "up".equals(all.get(name(replica) + " state")));
                assertThat(Event.of(watch.running))
                        .allMatch(event -> event.node().equals(name(replica)))
                        .allMatch(event -> List.of("state", "link").contains(event.name()));
            }
            own.awaitWhole();
            long epoch = epoch(own);
            try (Watch watch = new Watch(of(own))) {
                TestCluster.promote(replica);
                watch.await(all -> "0-5460".equals(all.get(name(replica) + " slots"))
                        && "up".equals(all.get(name(master) + " link")));
                watch.await(all -> !Event.of(watch.running, "epoch").isEmpty());
                assertThat(Event.of(watch.running, "role", "slots", "epoch", "uncovered", "state", "follows"))
                        .containsExactlyInAnyOrder(
                                new Event("role", name(replica), "replica", "master"),
                                new Event("role", name(master), "master", "replica"),
                                new Event("follows", name(replica), name(master), ""),
                                new Event("follows", name(master), "", name(replica)),
                                new Event("slots", name(replica), "", "0-5460"),
                                new Event("slots", name(master), "0-5460", ""),
                                epochAfter(epoch));
            }
        }
    }

    @Test
    void tellsNoOtherRoleOfAReplicaThatIsStillLoading() {
        try (TestCluster own =
                TestCluster.start(flavour(), 1, "key-load-delay 500", "loading-process-events-interval-bytes 1024")) {
            TestServer replica = own.replicas().get(0);
            replica.ask("DEBUG", "POPULATE", "3000", "key", "20");
            replica.ask("SAVE");
            try (Watch watch = new Watch(of(own))) {
                replica.kill();
                watch.await(name(replica), "state", "silent");
                replica.start();
                watch.await(all -> "up".equals(all.get(name(replica) + " link"))
                        && "up".equals(all.get(name(replica) + " state")));
                assertThat(Event.of(watch.running, "role", "follows")).isEmpty();
            }
        }
    }

    @Test
    void tellsOfAMasterThatDiesAndOfItsHeir() {
        try (TestCluster own = TestCluster.start(flavour(), 1)) {
            TestServer master = own.masters().get(0);
            TestServer replica = own.replicas().get(0);
            try (Watch watch = new Watch(of(own))) {
                master.kill();
                watch.await(all -> "0-5460".equals(all.get(name(replica) + " slots"))
                        && "silent".equals(all.get(name(master) + " state")));
                watch.await(all -> Event.of(watch.running, "uncovered").size() == 2);
                assertThat(Event.of(watch.running, "role", "slots", "uncovered"))
                        .containsExactlyInAnyOrder(
                                new Event("uncovered", "", "0", "5461"),
                                new Event("role", name(replica), "replica", "master"),
                                new Event("slots", name(replica), "", "0-5460"),
                                new Event("slots", name(master), "0-5460", ""),
                                new Event("uncovered", "", "5461", "0"));
                assertThat(Event.of(watch.running))
                        .contains(
                                new Event("state", name(master), "up", "silent"),
                                new Event("link", name(replica), "up", "down"));
                master.start();
                watch.await(all ->
                        "up".equals(all.get(name(master) + " link")) && "up".equals(all.get(name(master) + " state")));
                assertThat(Event.of(watch.running, "role", "follows"))
                        .contains(
                                new Event("role", name(master), "master", "replica"),
                                new Event("follows", name(master), "", name(replica)));
            }
        }
    }

    @Test
    void tellsNothingOfSentinelsWhereOnlyKeysChange() {
        try (TestSentinels sentinels = TestSentinels.start(flavour())) {
            awaitCopy(sentinels);
            try (Watch watch = new Watch(of(sentinels), "--for", "1s")) {
                for (int i = 0; i < 200; i++) {
                    sentinels.servers().get(0).ask("SET", "key:" + i, "x");
                }
                Cli.Result result = watch.running.await();
                assertThat(result.exit()).as("%s", result).isZero();
                assertThat(result.out().lines()).hasSize(1);
            }
        }
    }

    private static void awaitCopy(TestSentinels sentinels) {
        TestServer replica = sentinels.servers().get(1);
        Eventually.holds(
                () -> replica.ask("INFO", "replication").text().contains("master_link_status:up"),
                () -> "the replica; its log:\n" + replica.log());
    }

    @Test
    void tellsOfAReplicaOfSentinelsAndOfAFailover() {
        try (TestSentinels sentinels = TestSentinels.start(flavour())) {
            awaitCopy(sentinels);
            TestServer master = sentinels.servers().get(0);
            TestServer replica = sentinels.servers().get(1);
            try (Watch watch = new Watch(of(sentinels))) {
                replica.kill();
                watch.await(name(replica), "state", "silent");
                assertThat(Event.of(watch.running))
                        .containsExactly(
                                new Event("state", name(replica), "up", "silent"),
                                new Event("link", name(replica), "up", ""));
                replica.start();
                watch.await(all -> "up".equals(all.get(name(replica) + " link"))
                        && "up".equals(all.get(name(replica) + " state")));
                assertThat(Event.of(watch.running))
                        .allMatch(event -> event.node().equals(name(replica)))
                        .allMatch(event -> List.of("state", "link").contains(event.name()));
            }
            try (Watch watch = new Watch(of(sentinels))) {
                sentinels.failover();
                watch.await(all ->
                        "up".equals(all.get(name(master) + " link")) && "up".equals(all.get(name(master) + " state")));
                assertThat(Event.of(watch.running, "role", "follows", "names", "epoch"))
                        .containsExactlyInAnyOrderElementsOf(failover(sentinels, master, replica));
            }
        }
    }

    private static List<Event> failover(TestSentinels sentinels, TestServer master, TestServer replica) {
        List<Event> events = new ArrayList<>(List.of(
                new Event("role", name(replica), "replica", "master"),
                new Event("role", name(master), "master", "replica"),
                new Event("follows", name(replica), name(master), ""),
                new Event("follows", name(master), "", name(replica)),
                new Event("epoch", "", "0", "1")));
        sentinels
                .target()
                .addresses()
                .forEach(one -> events.add(new Event("names", "sentinel " + one, name(master), name(replica))));
        return events;
    }

    @Test
    void tellsOfAMasterOfSentinelsThatDies() {
        try (TestSentinels sentinels = TestSentinels.start(flavour())) {
            awaitCopy(sentinels);
            TestServer master = sentinels.servers().get(0);
            TestServer replica = sentinels.servers().get(1);
            try (Watch watch = new Watch(of(sentinels))) {
                master.kill();
                watch.await(all -> sentinels.target().addresses().stream()
                        .allMatch(one -> name(replica).equals(all.get("sentinel " + one + " names"))));
                assertThat(Event.of(watch.running, "role", "follows", "names"))
                        .as("%s", watch.running)
                        .containsExactlyInAnyOrderElementsOf(failover(sentinels, master, replica).stream()
                                .filter(event -> !event.name().equals("epoch"))
                                .toList());
                assertThat(Event.of(watch.running))
                        .contains(
                                new Event("state", name(master), "up", "silent"),
                                new Event("link", name(replica), "up", "down"));
                // One for each vote: a split one is held again.
                assertThat(Event.of(watch.running, "epoch"))
                        .isNotEmpty()
                        .allMatch(event -> Long.parseLong(event.from()) < Long.parseLong(event.to()));
            }
        }
    }

    @Test
    void tellsOfASentinelThatDies() {
        try (TestSentinels sentinels = TestSentinels.start(flavour())) {
            awaitCopy(sentinels);
            String master = name(sentinels.servers().get(0));
            try (Watch watch = new Watch(of(sentinels))) {
                String dead = "sentinel " + sentinels.killSentinel(0);
                watch.await(dead, "state", "silent");
                assertThat(Event.of(watch.running))
                        .containsExactly(
                                new Event("state", dead, "up", "silent"), new Event("names", dead, master, ""));
            }
        }
    }

    @Test
    void tellsOfALoneServerThatDiesComesBackAndIsFollowed() {
        try (TestServer server = TestServer.start(flavour());
                Watch watch = new Watch(List.of("-p", Integer.toString(server.port())))) {
            server.kill();
            watch.running.await(it -> Event.of(it).size() == 1);
            server.start();
            watch.await(name(server), "state", "up");
            assertThat(Event.of(watch.running))
                    .containsExactly(
                            new Event("state", name(server), "up", "silent"),
                            new Event("state", name(server), "silent", "up"));
            try (TestServer replica = TestServer.start(flavour(), "replicaof 127.0.0.1 " + server.port())) {
                watch.await(name(replica), "link", "up");
                assertThat(Event.of(watch.running, "joined", "follows"))
                        .containsExactly(
                                new Event("joined", name(replica), "", "replica"),
                                new Event("follows", name(replica), "", name(server)));
            }
            watch.await(all -> !Event.of(watch.running, "left").isEmpty());
            assertThat(Event.of(watch.running, "left")).hasSize(1);
        }
    }
}
