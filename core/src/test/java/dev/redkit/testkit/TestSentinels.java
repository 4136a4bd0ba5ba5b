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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Three sentinels that watch over a master and its replica, and make the replica the master when the other is gone. */
public final class TestSentinels implements AutoCloseable {
    /** The name under which they know the master. */
    public static final String MASTER = "primary";

    private static final int SENTINELS = 3;

    private final List<TestServer> servers = new ArrayList<>();
    private final List<Sentinel> sentinels = new ArrayList<>();

    private record Sentinel(Path directory, int port, ServerProcess process) implements AutoCloseable {
        Reply ask(String... command) {
            Target target = Target.standalone(Address.of("127.0.0.1", port)).build();
            try (Wire wire = Wire.open(target)) {
                return wire.demand(command);
            }
        }

        @Override
        public void close() {
            process.close();
            Directories.delete(directory);
        }
    }

    private TestSentinels() {}

    /** Returns when every sentinel knows the other two and the replica. */
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
        servers.add(TestServer.start(flavour, replica.toArray(String[]::new)));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(startSentinel(flavour, master));
        }
        for (Sentinel sentinel : sentinels) {
            String all = "slaves=1,sentinels=" + SENTINELS;
            Eventually.holds(
                    () -> sentinel.ask("INFO", "sentinel").text().contains(all),
                    () -> all + "; the sentinel's log:\n" + sentinel.process().log());
        }
    }

    private static Sentinel startSentinel(Flavour flavour, TestServer master) {
        Path directory = Directories.create("redkit-sentinel");
        int port = TestServer.freePort();
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "dir " + directory,
                "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 2",
                "sentinel down-after-milliseconds " + MASTER + " 1000",
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
        ServerProcess process = ServerProcess.start(directory, executable, file.toString(), "--sentinel");
        Eventually.holds(() -> !process.isAlive() || TestServer.answers(port), () -> "a sentinel\n" + process.log());
        return new Sentinel(directory, port, process);
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

    /** Has the sentinels make the replica the master, and waits until they have. */
    public void failover() {
        TestServer before = master();
        sentinels.get(0).ask("SENTINEL", "FAILOVER", MASTER);
        Eventually.holds(
                () -> sentinels.stream().noneMatch(sentinel -> masterPort(sentinel) == before.port()),
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
