package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code redkit slowlog --follow} on servers that log every command: each is seen once, or told to be lost. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"slowlog-log-slower-than 0", "slowlog-max-len 10000"})
class SlowLogFollowTest {
    private static final Pattern ENTRY = Pattern.compile(
            "\\{\"time\":\"[^\"]+\",(?:\"server\":\"([^\"]+)\",)?\"id\":(\\d+),.*\"command\":(\\[.*])}");

    private final TestCluster cluster;

    SlowLogFollowTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void forget() {
        // A node that was killed is there again before the others have found it.
        cluster.awaitWhole();
        cluster.masters().forEach(node -> node.ask("SLOWLOG", "RESET"));
    }

    /** A line of the output; of a lone server without its address. */
    private record Entry(String server, long id, String command) {
        static List<Entry> of(String out) {
            List<Entry> entries = new ArrayList<>();
            for (String line : out.lines().toList()) {
                MatchResult parts = ENTRY.matcher(line)
                        .results()
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no entry: " + line));
                entries.add(new Entry(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)));
            }
            return entries;
        }

        static List<Entry> of(String out, TestServer node) {
            return of(out).stream()
                    .filter(entry -> name(node).equals(entry.server()))
                    .toList();
        }
    }

    private static String name(TestServer server) {
        return "127.0.0.1:" + server.port();
    }

    private Cli.Running follow(String... more) {
        List<String> words = new ArrayList<>(
                List.of("-u", "redis://" + name(cluster.masters().get(0)), "-c"));
        words.addAll(List.of("slowlog", "--follow", "--interval", "20ms", "-o", "ndjson"));
        words.addAll(List.of(more));
        Cli.Running running = new Cli().start(words);
        // What it asks is logged too: it shows itself.
        for (TestServer node : cluster.masters()) {
            running.await(it -> !Entry.of(complete(it.out()), node).isEmpty());
        }
        return running;
    }

    /** Without a line that is still being written. */
    private static String complete(String out) {
        return out.substring(0, out.lastIndexOf('\n') + 1);
    }

    private static void say(TestServer node, String word, int times) {
        try (Wire wire = Wire.open(node.target())) {
            for (int i = 0; i < times; i++) {
                wire.send("ECHO", word + "-" + node.port() + "-" + i);
            }
            for (int i = 0; i < times; i++) {
                wire.read();
            }
        }
    }

    /** All at once, so that nobody can look in between. */
    private static void sayAtOnce(TestServer node, String word, int times) {
        try (Wire wire = Wire.open(node.target())) {
            wire.demand("MULTI");
            for (int i = 0; i < times; i++) {
                wire.demand("ECHO", word + "-" + node.port() + "-" + i);
            }
            wire.demand("EXEC");
        }
    }

    private static List<String> said(TestServer node, String word, int times) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            commands.add("[\"ECHO\",\"" + word + "-" + node.port() + "-" + i + "\"]");
        }
        return commands;
    }

    private static List<String> heard(List<Entry> entries) {
        return entries.stream()
                .map(Entry::command)
                .filter(command -> command.startsWith("[\"ECHO\""))
                .toList();
    }

    private static void awaitLast(Cli.Running running, TestServer node, String word, int times) {
        running.await(it -> it.out().contains("\"" + word + "-" + node.port() + "-" + (times - 1) + "\""));
    }

    private static long lost(String err, TestServer node) {
        return Pattern.compile("(\\d+) entries of " + name(node) + " left its log")
                .matcher(err)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    /** Ids count up by one: what is missing among them has been told, and nothing comes twice. */
    private static void assertAccounted(List<Entry> entries, long lost) {
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).id()).isGreaterThan(entries.get(i - 1).id());
        }
        long from = entries.get(0).id();
        long to = entries.get(entries.size() - 1).id();
        assertThat(entries.size() + lost).isEqualTo(to - from + 1);
    }

    @Test
    void showsEachCommandOfThreeMastersOnce() {
        try (Cli.Running running = follow()) {
            for (int batch = 0; batch < 3; batch++) {
                for (TestServer node : cluster.masters()) {
                    say(node, "batch" + batch, 150);
                }
            }
            cluster.masters().forEach(node -> awaitLast(running, node, "batch2", 150));
            Cli.Result result = running.stop();
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.err()).isEmpty();
            for (TestServer node : cluster.masters()) {
                List<String> all = new ArrayList<>(said(node, "batch0", 150));
                all.addAll(said(node, "batch1", 150));
                all.addAll(said(node, "batch2", 150));
                List<Entry> entries = Entry.of(result.out(), node);
                assertThat(heard(entries)).containsExactlyElementsOf(all);
                assertAccounted(entries, 0);
            }
        }
    }

    @Test
    void showsOnlyWhatComesWhenNothingThatWasIsWanted() {
        cluster.masters().forEach(node -> say(node, "before", 10));
        try (Cli.Running running = follow("--count", "0")) {
            cluster.masters().forEach(node -> say(node, "later", 10));
            cluster.masters().forEach(node -> awaitLast(running, node, "later", 10));
            Cli.Result result = running.stop();
            assertThat(result.out()).doesNotContain("\"before-");
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void goesOnAfterAReset() {
        try (Cli.Running running = follow()) {
            cluster.masters().forEach(node -> say(node, "old", 200));
            cluster.masters().forEach(node -> awaitLast(running, node, "old", 200));
            cluster.masters().forEach(node -> node.ask("SLOWLOG", "RESET"));
            cluster.masters().forEach(node -> say(node, "new", 200));
            cluster.masters().forEach(node -> awaitLast(running, node, "new", 200));
            Cli.Result result = running.stop();
            assertThat(result.err()).doesNotContain("started anew");
            for (TestServer node : cluster.masters()) {
                List<String> all = new ArrayList<>(said(node, "old", 200));
                all.addAll(said(node, "new", 200));
                List<Entry> entries = Entry.of(result.out(), node);
                assertThat(heard(entries)).containsExactlyElementsOf(all);
                assertAccounted(entries, lost(result.err(), node));
            }
        }
    }

    @Test
    void tellsHowManyALogTooShortHasLost() {
        cluster.masters().forEach(node -> node.ask("CONFIG", "SET", "slowlog-max-len", "40"));
        try (Cli.Running running = follow()) {
            cluster.masters().forEach(node -> sayAtOnce(node, "many", 300));
            cluster.masters().forEach(node -> awaitLast(running, node, "many", 300));
            Cli.Result result = running.stop();
            for (TestServer node : cluster.masters()) {
                List<Entry> entries = Entry.of(result.out(), node);
                assertThat(lost(result.err(), node)).isGreaterThanOrEqualTo(260);
                assertThat(heard(entries)).hasSizeLessThanOrEqualTo(40).doesNotHaveDuplicates();
                assertAccounted(entries, lost(result.err(), node));
            }
        } finally {
            cluster.masters().forEach(node -> node.ask("CONFIG", "SET", "slowlog-max-len", "10000"));
        }
    }

    @Test
    void beginsAgainWithANodeThatWasStartedAnew() {
        TestServer dead = cluster.masters().get(1);
        try (Cli.Running running = follow()) {
            cluster.masters().forEach(node -> say(node, "old", 100));
            cluster.masters().forEach(node -> awaitLast(running, node, "old", 100));
            dead.kill();
            running.await(it -> it.err().contains(name(dead)));
            dead.start();
            cluster.masters().forEach(node -> say(node, "new", 300));
            cluster.masters().forEach(node -> awaitLast(running, node, "new", 300));
            Cli.Result result = running.stop();
            assertThat(result.err())
                    .containsOnlyOnce(name(dead) + " was started anew")
                    .contains(name(dead) + " answers again");
            for (TestServer node : cluster.masters()) {
                List<String> all = new ArrayList<>(said(node, "old", 100));
                all.addAll(said(node, "new", 300));
                List<Entry> entries = Entry.of(result.out(), node);
                assertThat(heard(entries)).containsExactlyElementsOf(all);
                assertThat(lost(result.err(), node)).isZero();
                if (node != dead) {
                    assertAccounted(entries, 0);
                }
            }
            List<Entry> ofBoth = Entry.of(result.out(), dead);
            int again = ofBoth.lastIndexOf(ofBoth.stream()
                    .filter(entry -> entry.id() == 0)
                    .reduce((first, second) -> second)
                    .orElseThrow());
            assertAccounted(ofBoth.subList(again, ofBoth.size()), 0);
        }
    }

    @Test
    void followsANodeThatJoins() {
        TestServer master = cluster.masters().get(0);
        try (TestServer guest = TestServer.start(
                        master.flavour(), "cluster-enabled yes", "slowlog-log-slower-than 0", "slowlog-max-len 10000");
                Cli.Running running = follow()) {
            String id = guest.ask("CLUSTER", "MYID").text();
            try {
                cluster.meet(guest);
                running.await(it -> it.err().contains(name(guest) + " has joined"));
                say(guest, "guest", 200);
                awaitLast(running, guest, "guest", 200);
                Cli.Result result = running.stop();
                assertThat(result.err().lines()).hasSize(1);
                List<Entry> entries = Entry.of(result.out(), guest);
                assertThat(heard(entries)).containsExactlyElementsOf(said(guest, "guest", 200));
                assertAccounted(entries, 0);
                cluster.masters()
                        .forEach(node -> Eventually.holds(
                                () -> node.ask("CLUSTER", "NODES").text().contains(id + " 127.0.0.1"),
                                () -> name(node) + " to know whom it shall forget"));
            } finally {
                guest.kill();
                cluster.masters().forEach(node -> node.ask("CLUSTER", "FORGET", id));
            }
        }
    }

    @Test
    void waitsForALoneServerToComeBack() {
        Flavour flavour = cluster.masters().get(0).flavour();
        try (TestServer server = TestServer.start(flavour, "slowlog-log-slower-than 0", "slowlog-max-len 10000");
                Cli.Running running = new Cli()
                        .start(List.of(
                                "-p",
                                Integer.toString(server.port()),
                                "slowlog",
                                "--follow",
                                "--interval",
                                "20ms",
                                "-o",
                                "ndjson"))) {
            running.await(it -> it.out().contains("\"SLOWLOG\""));
            server.kill();
            running.await(it -> it.err().contains(name(server)));
            server.start();
            say(server, "new", 100);
            awaitLast(running, server, "new", 100);
            Cli.Result result = running.stop();
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.err()).contains(name(server) + " was started anew");
            assertThat(heard(Entry.of(result.out()))).containsExactlyElementsOf(said(server, "new", 100));
        }
    }
}
