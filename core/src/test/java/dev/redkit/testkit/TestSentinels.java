package dev.redkit.testkit;

import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Three sentinels that watch over a master and its replica, and make the replica the master when the other is gone. */
public final class TestSentinels implements AutoCloseable {
    /** The name under which they know the master. */
    public static final String MASTER = "primary";

    private static final int SENTINELS = 3;

    private final List<TestServer> servers = new ArrayList<>();
    private final List<Sentinel> sentinels = new ArrayList<>();

    /** Longer than the failover-timeout, after which they give up. */
    private static final Duration FAILOVER = Duration.ofSeconds(15);

    private record Sentinel(Path directory, int port, ServerProcess process) implements AutoCloseable {
        Reply ask(String... command) {
            Target target = Target.standalone(Address.of("127.0.0.1", port)).build();
            try (Wire wire = Wire.open(target)) {
                return wire.demand(command);
            }
        }

        /** Whether it does what it is asked to. */
        boolean takes(String... command) {
            Target target = Target.standalone(Address.of("127.0.0.1", port)).build();
            try (Wire wire = Wire.open(target)) {
                return !(wire.call(command) instanceof Reply.Err);
            }
        }

        /** Whether it knows the other sentinels, and a replica that it could make the master. */
        boolean isReady() {
            String replicas = ask("SENTINEL", "REPLICAS", MASTER).items().stream()
                    .map(one -> fields(one).getOrDefault("flags", "") + " "
                            + fields(one).getOrDefault("master-link-status", ""))
                    .collect(Collectors.joining(","));
            return replicas.equals("slave ok")
                    && ask("INFO", "sentinel").text().contains("status=ok")
                    && ask("INFO", "sentinel").text().contains("slaves=1,sentinels=" + SENTINELS);
        }

        private static Map<String, String> fields(Reply reply) {
            Map<String, String> fields = new HashMap<>();
            Iterator<Reply> words = reply.items().iterator();
            while (words.hasNext()) {
                fields.put(words.next().text(), words.next().text());
            }
            return fields;
        }

        @Override
        public void close() {
            process.close();
            Directories.delete(directory);
        }
    }

    private TestSentinels() {}

    /** Returns when every sentinel knows the other two and the replica, and could make it the master. */
    public static TestSentinels start(Flavour flavour, String... config) {
        TestSentinels group = new TestSentinels();
        try {
            group.form(flavour, config);
            return group;
        } catch (RuntimeException | AssertionError e) {
            group.close();
            throw e;
        }
    }

    private void form(Flavour flavour, String... config) {
        TestServer master = TestServer.start(flavour, config);
        servers.add(master);
        List<String> replica = new ArrayList<>(Arrays.asList(config));
        replica.add("replicaof 127.0.0.1 " + master.port());
        TestServer second = TestServer.start(flavour, replica.toArray(String[]::new));
        servers.add(second);
        // Sentinels look at once, and then not for ten seconds.
        Eventually.holds(
                () -> second.ask("INFO", "replication").text().contains("master_link_status:up"),
                () -> "the replica's link; its log:\n" + second.log());
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(startSentinel(flavour, master));
        }
        for (Sentinel sentinel : sentinels) {
            Eventually.holds(
                    sentinel::isReady,
                    () -> "the others and the replica; the sentinel's log:\n"
                            + sentinel.process().log());
        }
    }

    private static Sentinel startSentinel(Flavour flavour, TestServer master) {
        for (int attempt = 1; ; attempt++) {
            Sentinel sentinel = launch(flavour, master);
            Path socket = sentinel.directory().resolve("sentinel.sock");
            Eventually.holds(
                    () -> !sentinel.process().isAlive()
                            || (Files.exists(socket) && TestServer.answers(sentinel.port())),
                    () -> "a sentinel\n" + sentinel.process().log());
            if (sentinel.process().isAlive()) {
                // Who was held up for two seconds would do nothing for thirty.
                sentinel.ask("SENTINEL", "DEBUG", "tilt-trigger", "60000");
                return sentinel;
            }
            String log = sentinel.process().log();
            sentinel.close();
            if (attempt == TestServer.PORT_ATTEMPTS || !TestServer.portWasTaken(log)) {
                throw new IllegalStateException("a sentinel did not start; its log:\n" + log);
            }
        }
    }

    private static Sentinel launch(Flavour flavour, TestServer master) {
        Path directory = Directories.create("redkit-sentinel");
        int port = TestServer.freePort();
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "unixsocket " + directory.resolve("sentinel.sock"),
                "dir " + directory,
                "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 2",
                "sentinel down-after-milliseconds " + MASTER + " 5000",
                "sentinel failover-timeout " + MASTER + " 5000"));
        Credentials credentials = master.plainTarget().credentials();
        if (credentials.present()) {
            lines.add("sentinel auth-pass " + MASTER + " " + credentials.password());
        }
        Path file = directory.resolve("sentinel.conf");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String executable = flavour.executable().orElseThrow().toString();
        return new Sentinel(directory, port, ServerProcess.start(directory, executable, file.toString(), "--sentinel"));
    }

    /** The master, by way of the sentinels. */
    public Target target() {
        List<Address> addresses = sentinels.stream()
                .map(sentinel -> Address.of("127.0.0.1", sentinel.port()))
                .toList();
        return Target.sentinel(addresses, MASTER)
                .credentials(servers.get(0).plainTarget().credentials())
                .build();
    }

    /** The server that the first sentinel calls the master now. */
    public TestServer master() {
        Reply address = sentinels.get(0).ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
        long port = address.items().get(1).number();
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** The master and the replica, in the order in which they began. */
    public List<TestServer> servers() {
        return List.copyOf(servers);
    }

    /** Kills one of the sentinels, and says where it was. */
    public Address killSentinel(int index) {
        sentinels.get(index).process().close();
        return Address.of("127.0.0.1", sentinels.get(index).port());
    }

    /** Has the sentinels make the replica the master, and waits until they have. It asks again when they have given up. */
    public void failover() {
        long before = master().port();
        Sentinel first = sentinels.get(0);
        long[] nextAt = {System.nanoTime()};
        Eventually.holds(
                () -> {
                    boolean due = System.nanoTime() - nextAt[0] >= 0 && masterPort(first) == before;
                    if (due && first.takes("SENTINEL", "FAILOVER", MASTER)) {
                        nextAt[0] = System.nanoTime() + FAILOVER.toNanos();
                    }
                    return sentinels.stream().noneMatch(sentinel -> masterPort(sentinel) == before);
                },
                () -> "another master; the sentinel's log:\n"
                        + sentinels.get(0).process().log());
    }

    private static long masterPort(Sentinel sentinel) {
        return sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
                .items()
                .get(1)
                .number();
    }

    @Override
    public void close() {
        sentinels.forEach(Sentinel::close);
        servers.forEach(TestServer::close);
    }
}
