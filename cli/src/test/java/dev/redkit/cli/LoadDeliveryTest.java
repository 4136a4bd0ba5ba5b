package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redkit load} over several connections, and with replicas that have to confirm. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class LoadDeliveryTest {
    private static final int RECORDS = 5_000;

    private final TestServer server;

    @TempDir
    private Path folder;

    LoadDeliveryTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void write() throws IOException {
        server.ask("FLUSHALL");
        StringBuilder text = new StringBuilder("id,name\n");
        for (int i = 0; i < RECORDS; i++) {
            // Each key is written several times: the last one counts.
            text.append(i % 1_000).append(",name").append(i).append('\n');
        }
        Files.writeString(folder.resolve("users.csv"), text);
    }

    private Cli.Result load(String structure, String... options) {
        List<String> words =
                new ArrayList<>(List.of("load", folder.resolve("users.csv").toString(), "--as", structure));
        words.addAll(List.of(options));
        if (!words.contains("--key")) {
            words.addAll(List.of("--key", "user:{id}"));
        }
        return new Cli()
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .env("XDG_STATE_HOME", folder.toString())
                .with(words.toArray(String[]::new));
    }

    @Test
    void writesTheLastRecordOfAKeyLastOverSeveralConnections() {
        long before = connections();
        Cli.Result result = load("hash", "--connections", "4", "--lane", "commands");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(connections() - before).isGreaterThanOrEqualTo(4);
        for (int i = 0; i < 1_000; i += 37) {
            assertThat(server.ask("HGET", "user:" + i, "name").text()).isEqualTo("name" + (RECORDS - 1_000 + i));
        }
    }

    private long connections() {
        String info = server.ask("INFO", "stats").text();
        return Long.parseLong(info.replaceAll("(?s).*total_connections_received:(\\d+).*", "$1"));
    }

    @Test
    void refusesSeveralConnectionsForWhatMustBeWrittenOnce() {
        Cli.Result result = load("list", "--value", "{name}", "--connections", "4");
        assertThat(result.exit()).as("%s", result).isEqualTo(2);
        assertThat(result.err())
                .contains("--connections 4 is not possible here")
                .contains("--allow-duplicates");
        assertThat(server.ask("DBSIZE").number()).isZero();
        assertThat(load("list", "--value", "{name}", "--connections", "4", "--allow-duplicates")
                        .exit())
                .isZero();
        assertThat(server.ask("LLEN", "user:7").number()).isEqualTo(5);
    }

    @Test
    void waitsUntilAReplicaHasWhatIsWritten() {
        try (TestServer replica = TestServer.start(server.flavour())) {
            replica.ask("REPLICAOF", "127.0.0.1", "" + server.port());
            Eventually.holds(
                    () -> replica.ask("INFO", "replication").text().contains("master_link_status:up"),
                    () -> replica.ask("INFO", "replication").text());
            Cli.Result result = load("hash", "--wait", "1", "--connections", "2");
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(replica.ask("DBSIZE").number()).isEqualTo(1_000);
            Cli.Result lists =
                    load("list", "--mode", "append", "--key", "list:{id}", "--value", "{name}", "--wait", "1");
            assertThat(lists.exit()).as("%s", lists).isZero();
            assertThat(replica.ask("LLEN", "list:7").number()).isEqualTo(5);
        }
    }

    @Test
    void refusesToWaitForReplicasThatAreNotThere() {
        Cli.Result result = load("hash", "--wait", "1");
        assertThat(result.exit()).as("%s", result).isEqualTo(2);
        assertThat(result.err()).contains("--wait 1: ").contains(" has no replicas to confirm anything");
        assertThat(server.ask("DBSIZE").number()).isZero();
    }
}
