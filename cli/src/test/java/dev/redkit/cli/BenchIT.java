package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench} as pipelines and people run it. */
@RedisServer
final class BenchIT {
    private static final Path GATE = Path.of("../docs/examples/bench-gate.sh").toAbsolutePath();

    private final TestServer server;

    @TempDir
    private Path folder;

    BenchIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Program gate(int port, String baseline) {
        String path = Program.launcher().getParent().toString();
        return Program.shell("PATH=" + path + ":$PATH sh " + GATE + " " + baseline)
                .in(folder)
                .env("REDIS_URL", "redis://127.0.0.1:" + port)
                .env("KEYS", "500")
                .env("RATE", "300/s")
                .env("LENGTH", "8s")
                .env("ACCEPT", "any");
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void theGateOfTheDocumentationPassesAndFailsOnARegression() throws IOException {
        try (FaultProxy way = FaultProxy.to(server.port())) {
            // Of a fraction of a millisecond, what else a busy machine does would make many times as much.
            way.toClient().delay(Duration.ofMillis(20));
            Program.Result good = gate(way.port(), "").run();
            assertThat(good.exit()).as("%s", good).isZero();
            assertThat(file("bench-junit.xml")).contains("tests=\"2\" failures=\"0\"");
            assertThat(file("bench-summary.md")).contains("| get |", "`get.p50<100ms` | passed |");
            Files.move(folder.resolve("bench.json"), folder.resolve("main.json"));
            Program.Result same = gate(way.port(), "main.json").run();
            assertThat(same.exit()).as("%s", same).isZero();
            assertThat(file("bench-junit.xml")).contains("tests=\"3\" failures=\"0\"");
            way.toClient().delay(Duration.ofMillis(300));
            Program.Result worse = gate(way.port(), "main.json").run();
            assertThat(worse.exit()).as("%s", worse).isEqualTo(3);
            assertThat(worse.err()).contains("failed: get.p50<100ms", "failed: get.p50 no more than 400 % worse");
        }
        assertThat(file("bench-junit.xml")).contains("failures=\"2\"").contains("<failure message=");
        assertThat(file("bench-summary.md")).contains("**failed**", "REGRESSED");
    }

    @Test
    void whatTailSavedIsReplayed() throws IOException {
        Path saved = folder.resolve("traffic.ndjson");
        String url = "redis://127.0.0.1:" + server.port();
        try (Program.Running tail = Program.redkit(
                        "-u", url, "tail", "--monitor", "--save", saved.toString(), "--count", "40", "--for", "60s")
                .start()) {
            Eventually.holds(() -> server.ask("CLIENT", "LIST").text().contains("flags=O"), () -> "a monitor");
            try (Wire one = Wire.open(server.plainTarget());
                    Wire other = Wire.open(server.plainTarget())) {
                for (int i = 0; i < 20; i++) {
                    one.demand("RPUSH", "one", "value \"" + i + "\"");
                    other.demand("RPUSH", "other", "größer " + i);
                }
            }
            tail.await();
        }
        String digest = server.ask("DEBUG", "DIGEST").text();
        server.ask("FLUSHALL");
        Program.Result replay = Program.redkit(
                        "-u", url, "bench", "replay", saved.toString(), "--speed", "max", "--accept", "any")
                .run();
        assertThat(replay.exit()).as("%s", replay).isZero();
        assertThat(replay.out()).contains("rpush");
        long length =
                server.ask("LLEN", "one").number() + server.ask("LLEN", "other").number();
        // The tail counts the greetings of both clients too.
        assertThat(length).isBetween(30L, 40L);
        assertThat(digest).isNotBlank();
    }

    @Test
    void aServerThatDiesEndsTheRunWithASixAndLeavesWhatWasMeasured() throws IOException {
        try (TestServer own = TestServer.start(server.flavour());
                Program.Running run = Program.redkit(
                                "-u",
                                "redis://127.0.0.1:" + own.port(),
                                "bench",
                                "run",
                                "GET {key}",
                                "--rate",
                                "500/s",
                                "--for",
                                "120s",
                                "--warmup",
                                "0s",
                                "--accept",
                                "any",
                                "-o",
                                "ndjson",
                                "--out",
                                folder.resolve("x.json").toString(),
                                "--junit",
                                folder.resolve("x.xml").toString())
                        .start()) {
            run.awaitOut("\"interval\"");
            own.kill();
            Program.Result result = run.await();
            assertThat(result.exit()).as("%s", result).isEqualTo(6);
            assertThat(result.err()).contains("--tolerate");
            assertThat(file("x.json")).contains("redkit-bench/1", "the run ended before its time: connection to ");
            assertThat(file("x.xml")).contains("errors=\"1\"", "<error message=");
        }
    }
}
