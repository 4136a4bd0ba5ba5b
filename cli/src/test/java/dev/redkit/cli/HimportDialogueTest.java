package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code redkit load --lane himport}: that each connection prepares before it sets, also one that takes the place of
 * another. Never run against a real server: {@link HimportStandIn} knows the documented dialogue, and nothing else.
 */
class HimportDialogueTest {
    private static final int RECORDS = 3_000;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder text = new StringBuilder("{\"id\":0,\"name\":\"first\"}\n");
        for (int i = 1; i < RECORDS; i++) {
            String age = i % 10 == 0 ? "" : ",\"age\":" + i;
            text.append("{\"id\":" + i + ",\"name\":\"n" + i + "\"" + age + "}\n");
        }
        Files.writeString(folder.resolve("users.jsonl"), text);
    }

    private Cli.Result load(int port, String... options) {
        List<String> words =
                new ArrayList<>(List.of("load", folder.resolve("users.jsonl").toString(), "-o", "json"));
        words.addAll(List.of("--as", "hash", "--key", "u:{id}", "--mode", "replace"));
        words.addAll(List.of(options));
        return new Cli()
                .env("REDIS_URL", "redis://127.0.0.1:" + port)
                .env("XDG_STATE_HOME", folder.toString())
                .with(words.toArray(String[]::new));
    }

    private static void assertAllThere(HimportStandIn server) {
        assertThat(server.hashes).hasSize(RECORDS);
        assertThat(server.hashes).containsEntry("u:0", "id=0 name=first");
        assertThat(server.hashes).containsEntry("u:1999", "id=1999 name=n1999 age=1999");
        assertThat(server.hashes).containsEntry("u:2000", "id=2000 name=n2000");
    }

    @Test
    void isTakenByItselfWhereNothingIsThereYet() throws IOException {
        try (HimportStandIn server = new HimportStandIn()) {
            Cli.Result result = load(server.port());
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out()).containsPattern("\"lane\": ?\"himport\"");
            assertThat(server.prepares).hasValue(1);
            assertThat(server.imports.get()).isBetween(2_500, 2_700);
            assertAllThere(server);
        }
    }

    @Test
    void preparesOnEachConnectionAndAgainOnTheOneAfterACut() throws IOException {
        try (HimportStandIn server = new HimportStandIn()) {
            server.cutAt = 1_000;
            Cli.Result result = load(server.port(), "--lane", "himport", "--connections", "3");
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(server.prepares).hasValue(4);
            assertAllThere(server);
        }
    }

    @Test
    void refusesAServerThatHasNoSuchCommand() {
        try (TestServer server = TestServer.start(Flavour.EMBEDDED)) {
            Cli.Result result = load(server.port(), "--lane", "himport");
            assertThat(result.exit()).as("%s", result).isEqualTo(2);
            assertThat(result.err()).contains("--lane himport needs Redis 8.10 or newer, and ");
            assertThat(server.ask("DBSIZE").number()).isZero();
        }
    }

    @Test
    void refusesWhatIsNotOneHashForEachRecord() throws IOException {
        try (HimportStandIn server = new HimportStandIn()) {
            Cli.Result result = load(server.port(), "--lane", "himport", "--on-duplicate", "last");
            assertThat(result.exit()).as("%s", result).isEqualTo(2);
            assertThat(result.err()).contains("--lane himport writes whole hashes, one for each record");
        }
    }
}
