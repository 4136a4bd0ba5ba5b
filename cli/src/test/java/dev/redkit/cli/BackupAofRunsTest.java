package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redkit backup timeline}, {@code history}, {@code cut}, {@code repair} and {@code replay}. */
@RedisServer(config = {"enable-debug-command yes"})
class BackupAofRunsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    BackupAofRunsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void flush() {
        server.ask("FLUSHALL");
    }

    private String uri() {
        return "redis://127.0.0.1:" + server.port();
    }

    private Cli.Result run(String... words) {
        return new Cli().with(words);
    }

    private static String resp(String... words) {
        StringBuilder resp = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            resp.append('$')
                    .append(word.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return resp.toString();
    }

    private String log(String text) throws IOException {
        return Files.writeString(folder.resolve("appendonly.aof"), text).toString();
    }

    private static String sample() {
        return "#TS:1700000000\r\n" + resp("SELECT", "0") + resp("SET", "user:1", "a") + "#TS:1700000060\r\n"
                + resp("MULTI") + resp("INCR", "n") + resp("INCR", "n") + resp("EXEC") + resp("SELECT", "3")
                + resp("SET", "user:1", "other") + resp("FLUSHDB") + resp("SELECT", "0") + resp("RENAME", "n", "m");
    }

    @Test
    void aTimelineTellsSecondsNamesAndPrefixes() throws IOException {
        String log = log(sample());
        assertThat(run("backup", "timeline", log, "--by", "minute", "-o", "csv")
                        .out()
                        .lines())
                .containsExactly(
                        "from,commands,bytes,keys,mostly,prefix",
                        "2023-11-14T22:13:00Z,2,55,1,SELECT,user:",
                        "2023-11-14T22:14:00Z,9,200,3,INCR,(none)");
        Cli.Result json = run("backup", "timeline", log, "-o", "json");
        assertThat(json.out()).contains("\"timestamps\": true").contains("\"by_command\": {");
        Cli.Result plain = run("backup", "timeline", log(resp("SET", "a", "b")));
        assertThat(plain.err()).contains("there are no timestamps");
        assertThat(plain.exit()).isZero();
    }

    @Test
    void theHistoryOfAKeyHasAllThatTouchedIt() throws IOException {
        String log = log(sample());
        assertThat(run("backup", "history", log, "user:1", "-o", "ndjson")
                        .out()
                        .lines()
                        .map(one -> one.replaceFirst(".*\"db\":", "")))
                .containsExactly(
                        "0,\"touch\":\"named\",\"transaction\":null,\"command\":[\"SET\",\"user:1\",\"a\"]}",
                        "3,\"touch\":\"named\",\"transaction\":null,\"command\":[\"SET\",\"user:1\",\"other\"]}",
                        "3,\"touch\":\"every-key\",\"transaction\":null,\"command\":[\"FLUSHDB\"]}");
        assertThat(run("backup", "history", log, "m", "-o", "csv").out()).contains("RENAME n m");
        assertThat(run("backup", "history", log, "n", "-o", "csv").out().lines())
                .hasSize(5);
        assertThat(run("backup", "history", log, "nobody", "--db", "7").exit()).isEqualTo(1);
    }

    @Test
    void aCutSaysWhatItLeavesOutAndChangesNothing() throws IOException {
        String log = log(sample());
        byte[] before = Files.readAllBytes(Path.of(log));
        String out = folder.resolve("out").toString();
        Cli.Result plan = run("backup", "cut", log, "--at", "1700000030", "--dry-run", "-o", "ndjson");
        assertThat(plan.exit()).as("%s", plan).isZero();
        assertThat(plan.out()).contains("\"kept\":2").contains("\"after_cut\":9");
        assertThat(Path.of(out)).doesNotExist();
        int middle = sample().indexOf(resp("EXEC")) + 3;
        Cli.Result cut = run("backup", "cut", log, "--before-offset", Integer.toString(middle), "--out", out);
        assertThat(cut.exit()).as("%s", cut).isZero();
        assertThat(cut.err()).contains("that is where a transaction begins");
        assertThat(Files.readString(Path.of(out, "appendonly.aof")))
                .isEqualTo(sample().substring(0, sample().indexOf("#TS:1700000060")));
        assertThat(Files.readString(Path.of(out, "appendonly.aof.manifest")))
                .isEqualTo("file appendonly.aof seq 1 type b\n");
        assertThat(run("backup", "cut", log, "--drop", "FLUSHAL", "--out", out + "2")
                        .exit())
                .isEqualTo(2);
        assertThat(run("backup", "cut", log, "--drop", "EXEC", "--out", out + "2")
                        .exit())
                .isEqualTo(2);
        assertThat(run("backup", "cut", log(resp("SET", "a", "b")), "--at", "1700000000", "--out", out + "2"))
                .satisfies(result -> assertThat(result.exit()).isEqualTo(8))
                .satisfies(result -> assertThat(result.err()).contains("there are no timestamps"));
        assertThat(before).isEqualTo(sample().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRepairWorksOnMediaThatCannotBeWritten() throws IOException {
        Path read = Files.createDirectory(folder.resolve("media"));
        Path log = Files.writeString(read.resolve("appendonly.aof"), sample() + "*3\r\n$3\r\nSET\r\n$1");
        assertThat(log.toFile().setReadOnly() && read.toFile().setReadOnly()).isTrue();
        String out = folder.resolve("mended").toString();
        Cli.Result result = run("backup", "repair", log.toString(), "--out", out, "-o", "ndjson");
        assertThat(result.exit()).as("%s", result).isEqualTo(4);
        assertThat(result.out()).contains("\"commands\":11").contains("\"begins_with\":\"*3 $3 SET $1\"");
        assertThat(Files.readString(Path.of(out, "appendonly.aof"))).isEqualTo(sample());
        assertThat(run("backup", "repair", out, "--dry-run").exit()).isZero();
        assertThat(read.toFile().setWritable(true)).isTrue();
    }

    @Test
    void aReplayDoesItAgainInItsDatabasesAndTransactions() throws IOException {
        String log = log(sample());
        Cli.Result all = run("backup", "replay", log, "--to", uri(), "-o", "json");
        assertThat(all.exit()).as("%s", all).isZero();
        assertThat(server.ask("GET", "m").text()).isEqualTo("2");
        assertThat(server.ask("GET", "user:1").text()).isEqualTo("a");
        server.ask("FLUSHALL");
        Cli.Result some = run("backup", "replay", log, "--to", uri(), "--only", "user:", "--drop", "FLUSHDB");
        assertThat(some.exit()).as("%s", some).isZero();
        assertThat(some.out()).contains("of other keys").contains("as asked: FLUSHDB");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
        server.ask("FLUSHALL");
        Cli.Result until = run("backup", "replay", log, "--to", uri(), "--until", "1700000000", "--speed", "999999x");
        assertThat(until.exit()).as("%s", until).isZero();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
        server.ask("SET", "n", "text");
        Cli.Result refused = run("backup", "replay", log, "--to", uri());
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains("of appendonly.aof: ");
        assertThat(run("backup", "replay", log).exit()).isEqualTo(2);
        assertThat(run("backup", "replay", log, "--to", "redis://127.0.0.1:1").exit())
                .isEqualTo(6);
    }

    @Test
    void theFoldersOfAllServersAreReplayedWithTheirBases() throws IOException {
        Path fixtures = Path.of("../backups/src/test/resources/dev/redkit/aof");
        Cli.Result result =
                run("backup", "replay", fixtures.resolve("aof-redis7.0").toString(), "--to", uri());
        assertThat(result.exit()).as("%s", result).isZero();
        for (String name : new String[] {"aof-redis8.0", "aof-valkey9.1"}) {
            Cli.Result newer = run("backup", "timeline", fixtures.resolve(name).toString());
            assertThat(newer.exit()).as("%s", newer).isZero();
        }
        assertThat(server.ask("GET", "post-flush").text()).isEqualTo("1");
    }

    @Test
    void whatAPeerCallsInvalidIsHealthy() throws IOException {
        // valkey-check-aof 9.1.2 calls this folder of its own server invalid, and with --fix empties its base.
        Path valkey = Path.of("../backups/src/test/resources/dev/redkit/aof/aof-valkey9.1");
        Path out = folder.resolve("copy");
        Cli.Result result = run("backup", "repair", valkey.toString(), "--out", out.toString());
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.err()).contains("nothing is wrong");
        try (Stream<Path> files = Files.list(valkey)) {
            for (Path file :
                    files.filter(one -> !one.toString().endsWith(".manifest")).toList()) {
                assertThat(out.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void aServerLoadsASingleFileThatWasCut() throws IOException {
        String log = log(sample());
        Path home = Files.createDirectory(folder.resolve("home"));
        String out = home.resolve("appendonlydir").toString();
        assertThat(run("backup", "cut", log, "--drop", "FLUSHDB", "--out", out).exit())
                .isZero();
        EmbeddedOptions options = EmbeddedOptions.PRIVATE.directory(home).config("appendonly yes", "save \"\"");
        try (EmbeddedServer loader = EmbeddedServer.start(options);
                Wire wire = Wire.open(loader.target())) {
            wire.demand("SELECT", "3");
            assertThat(wire.demand("GET", "user:1").text()).isEqualTo("other");
        }
    }
}
