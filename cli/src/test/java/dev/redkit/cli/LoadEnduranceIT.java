package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes more than a minute: only for servers of the wider matrix, so that {@code mvn verify} stays quick. */
@RedisServer(flavour = {Flavour.REDIS8, Flavour.VALKEY9})
final class LoadEnduranceIT {
    private static final int RECORDS = 700_000;

    @TempDir
    private Path directory;

    private final TestServer server;

    LoadEnduranceIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--as hash --key u:{id}", "--as list --key l --value id"})
    void losesNothingWhenTheConnectionIsCutEverySecondForAMinute(String plan) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.port());
                // So slow that the last record cannot go before the minute is over.
                Program.Running running = Program.redkit(words(plan))
                        .env("REDIS_URL", "redis://127.0.0.1:" + proxy.port())
                        .env("XDG_STATE_HOME", directory.resolve("state").toString())
                        .patience(Duration.ofMinutes(5))
                        .start()) {
            Eventually.holds(() -> server.ask("DBSIZE").number() > 0, running::err);
            for (int i = 0; i < 60; i++) {
                Thread.sleep(1000);
                proxy.cutAll();
            }
            Program.Result result = running.await();
            assertThat(result.out())
                    .as("%s", result)
                    .contains(String.format(
                            "read,%d%nwritten,%d%nskipped,0%nrejected,0%nunconfirmed,0%n", RECORDS, RECORDS));
            assertThat(Outcome.number(result, "reconnects")).isGreaterThan(1);
        }
        boolean list = plan.contains("list");
        assertThat(server.ask(list ? new String[] {"LLEN", "l"} : new String[] {"DBSIZE"})
                        .number())
                .isEqualTo(RECORDS);
    }

    private String[] words(String plan) throws IOException {
        return ("-o csv load " + records() + " --rate 10k/s " + plan).split(" ");
    }

    private Path records() throws IOException {
        Path file = directory.resolve("records.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id\n");
            for (int i = 0; i < RECORDS; i++) {
                out.write(i + "\n");
            }
        }
        return file;
    }
}
