package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How measurements end: exit codes, and the sentences beside them. */
@RedisServer
class BenchRunsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    BenchRunsTest(TestServer server) {
        this.server = server;
    }

    @AfterEach
    void restore() {
        server.ask("CONFIG", "SET", "maxmemory", "0");
        server.ask("FLUSHALL");
    }

    private Cli.Result bench(String... words) {
        List<String> all = new ArrayList<>(List.of("-u", "redis://127.0.0.1:" + server.port(), "bench"));
        all.addAll(List.of(words));
        return new Cli().with(all);
    }

    private Cli.Result run(String... words) {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(words));
        all.addAll(List.of("--warmup", "0s"));
        return bench(all.toArray(String[]::new));
    }

    @Test
    void anImpossibleRateIsAFive() {
        Cli.Result result = run(
                "GET {key}",
                "--rate",
                "40m/s",
                "-c",
                "2",
                "-P",
                "4",
                "--for",
                "1s",
                "--timeout",
                "100ms",
                "--accept",
                "too-short,noisy,client-limited");
        assertThat(result.exit()).as("%s", result).isEqualTo(5);
        assertThat(result.err()).contains("SCHEDULE-MISSED", "of 40000000/s asked");
    }

    @Test
    void anInvalidRunIsAFiveUnlessItsVerdictWillDo() {
        assertThat(run("PING", "-n", "100").exit()).isEqualTo(5);
        assertThat(run("PING", "-n", "100", "--accept", "any").exit()).isZero();
        Cli.Result undecided = run("PING", "-n", "100", "--accept", "any", "--assert", "p99<1s");
        assertThat(undecided.exit()).isEqualTo(5);
        assertThat(undecided.err()).contains("p99 is n/a");
    }

    @Test
    void memoryThatIsFullIsCountedAndTheRunGoesOn() {
        server.ask("CONFIG", "SET", "maxmemory", "1mb");
        Cli.Result result = run("SET {key} {bytes:10kb}", "GET {key}", "-n", "2000", "--accept", "any");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("errors   ", " × OOM: OOM command not allowed");
    }

    @Test
    void unlikeRunsAreRefused() {
        String one = "../docs/examples/bench-before.json";
        Cli.Result result = bench("compare", one, "../docs/examples/memtier.json");
        assertThat(result.exit()).as("%s", result).isEqualTo(5);
        assertThat(result.err()).contains("the runs are not alike", "--force");
        Cli.Result forced = bench("compare", one, "../docs/examples/memtier.json", "--force", "--metrics", "p50,rate");
        assertThat(forced.err()).contains("not alike: ");
    }

    @Test
    void runsOnAnotherMachineAreRefused() throws IOException {
        Path file = folder.resolve("a.json");
        Cli.Result measured =
                run("GET {key}", "-n", "2000", "--blocks", "5", "--accept", "any", "--out", file.toString());
        assertThat(measured.exit()).as("%s", measured).isZero();
        String text = Files.readString(file);
        assertThat(text).contains("\"fingerprint\":", "\"client_host\":", "\"redkit_version\":", "\"evidence\":{");
        Path other = folder.resolve("b.json");
        Files.writeString(other, text.replaceFirst("\"client_host\":\"[^\"]*\"", "\"client_host\":\"elsewhere\""));
        Cli.Result refused = bench("compare", file.toString(), other.toString(), "--metrics", "client_cpu");
        assertThat(refused.exit()).as("%s", refused).isEqualTo(5);
        assertThat(refused.err()).contains("the runs are not alike: client_host: ", " and elsewhere", "--force");
        Cli.Result forced = bench("compare", file.toString(), other.toString(), "--metrics", "client_cpu", "--force");
        assertThat(forced.exit()).as("%s", forced).isZero();
        assertThat(forced.err()).contains("not alike: client_host");
    }

    @Test
    void everyIntervalBringsItsEvidence() {
        Cli.Result result = run("GET {key}", "--rate", "500/s", "--for", "1s", "--accept", "any", "-o", "ndjson");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out().lines().filter(line -> line.contains("\"interval\"")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"evidence\":{\"loop_busy_percent\":", "own_pause_ms"));
    }

    @Test
    void newConnectionsForEachBlockAreForBenchRun() {
        Cli.Result result = run(
                "GET {key}", "--reconnect", "--blocks", "3", "-n", "3000", "-c", "5", "--accept", "any", "-o", "json");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("\"reconnect\": \"each block\"");
        assertThat(bench("ab", "PING", "--reconnect", "--for", "1s").exit()).isEqualTo(2);
    }

    @Test
    void aWorkloadFileWithAnErrorIsAnEightWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("w.yaml"), "commands:\n  - GET {kye}\n");
        Cli.Result result = run("--workload", file.toString());
        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.err()).contains("w.yaml, line 2, column 5: '{kye}' is not a placeholder");
    }

    @Test
    void aServerThatIsNotThereIsASix() {
        Cli.Result result =
                new Cli().with("-p", Integer.toString(TestServer.freePort()), "bench", "run", "PING", "-n", "10");
        assertThat(result.exit()).isEqualTo(6);
    }

    @Test
    void aBaselineIsHeldAtOnce() {
        String file = folder.resolve("a.json").toString();
        String[] words = {"GET {key}", "--rate", "500/s", "--for", "4s", "--accept", "any", "--out", file};
        assertThat(run(words).exit()).isZero();
        Cli.Result same = run(
                "GET {key}",
                "--rate",
                "500/s",
                "--for",
                "4s",
                "--accept",
                "any",
                "--baseline",
                file,
                "--max-regress",
                "p50=10000000%",
                "--junit",
                folder.resolve("j.xml").toString());
        assertThat(same.exit()).as("%s", same).isZero();
        assertThat(same.err()).contains("passed: p50 no more than 10000000 % worse");
        assertThat(folder.resolve("j.xml")).content().contains("tests=\"1\" failures=\"0\"");
        Cli.Result unlike = run(
                "GET {key}",
                "--rate",
                "600/s",
                "--for",
                "1s",
                "--accept",
                "any",
                "--baseline",
                file,
                "--max-regress",
                "p50=10%");
        assertThat(unlike.exit()).isEqualTo(5);
        assertThat(unlike.err()).contains("not alike: rate: 500.0 and 600.0");
        assertThat(run("GET {key}", "--max-regress", "p50=10%").exit()).isEqualTo(2);
    }

    @Test
    void vectorsNeedAServerThatHasThem() {
        Cli.Result result = bench("vector", "--count", "100", "--queries", "10", "--ef", "10");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("neither vector sets nor FT.SEARCH");
    }
}
