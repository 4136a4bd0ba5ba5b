package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code redkit backup convert}: what comes out of it is loaded again, and is the same by the server's own digest. The server
 * leaves syncing to the kernel: while a sync of every second takes its time, it may answer a write up to two seconds before
 * the write is in the append-only file.
 */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"enable-debug-command yes", "appendonly yes", "appendfsync no"})
class BackupConvertRunsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    BackupConvertRunsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        server.ask("FLUSHALL");
        server.ask("SET", "text", "hello", "PXAT", "4102444800000");
        server.ask("SET", "bytes", "\u0000\r\n");
        server.ask("RPUSH", "list", "a", "b", "x".repeat(9000));
        server.ask("SADD", "set", "a", "b", "1");
        server.ask("SADD", "ints", "1", "2", "3");
        server.ask("ZADD", "rank", "1.5", "a", "-inf", "b", "inf", "c");
        server.ask("HSET", "hash", "f", "1", "g", "2");
        server.ask("XADD", "stream", "1-1", "f", "v");
        server.ask("XGROUP", "CREATE", "stream", "g", "0");
        for (int i = 0; i < 300; i++) {
            server.ask("SET", "user:" + i, "value " + i);
        }
        for (int i = 0; i < 600; i++) {
            server.ask("ZADD", "big", Integer.toString(i), "member " + i);
        }
    }

    private Cli.Result run(String... words) {
        return new Cli()
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .env("HOME", System.getProperty("user.home"))
                .with(words);
    }

    private Cli.Result fine(String... words) {
        Cli.Result result = run(words);
        assertThat(result.exit()).as("%s", result).isZero();
        return result;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String dump() {
        server.ask("SAVE");
        return server.directory().resolve("dump.rdb").toString();
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    /** What the embedded server says of a file that it has loaded. */
    private String loaded(String rdb) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        Files.copy(Path.of(rdb), home.resolve("dump.rdb"));
        try (EmbeddedServer loader = EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(home));
                Wire wire = Wire.open(loader.target())) {
            return wire.demand("DEBUG", "DIGEST").text();
        }
    }

    @Test
    void entriesAndCommandsAreLoadedBack() {
        String dump = dump();
        String before = digest();
        for (String name : List.of("all.jsonl", "all.json.gz", "all.csv", "all.tsv")) {
            fine("backup", "convert", dump, "--out", file(name));
            server.ask("FLUSHALL");
            fine("load", file(name));
            assertThat(digest()).as(name).isEqualTo(before);
        }
        fine("backup", "convert", dump, "--out", file("all.resp"));
        server.ask("FLUSHALL");
        fine("pipe", file("all.resp"));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void otherVersionsAreLoadedByTheServersThatTheyAreFor() throws IOException {
        String dump = dump();
        String before = digest();
        fine("backup", "convert", dump, "--out", file("seven.rdb"), "--for", "redis:7.0");
        assertThat(loaded(file("seven.rdb"))).isEqualTo(before);
        fine("backup", "convert", file("seven.rdb"), "--out", file("nine.rdb"), "--rdb-version", "9");
        assertThat(loaded(file("nine.rdb"))).isEqualTo(before);
        fine("backup", "convert", file("nine.rdb"), "--out", file("valkey.rdb"), "--for", "valkey:9");
        fine("backup", "check", file("valkey.rdb"), "--for", "valkey:9", "--deep");
        fine("backup", "convert", file("valkey.rdb"), "--out", file("back.rdb"), "--rdb-version", "10");
        assertThat(loaded(file("back.rdb"))).isEqualTo(before);
    }

    @Test
    void whatIsSplitIsMergedAgain() throws IOException {
        String dump = dump();
        String before = digest();
        fine("backup", "convert", dump, "--out", file("s.rdb"), "--split-by", "slot:3", "--for", "redis:7.0");
        List<String> parts =
                List.of(file("s.slots-0-5460.rdb"), file("s.slots-5461-10922.rdb"), file("s.slots-10923-16383.rdb"));
        assertThat(parts).allSatisfy(part -> assertThat(Path.of(part)).exists());
        fine("backup", "convert", parts.get(0), parts.get(1), parts.get(2), "--out", file("merged.rdb"));
        assertThat(loaded(file("merged.rdb"))).isEqualTo(before);
        Cli.Result twice = run("backup", "convert", dump, parts.get(0), "--out", file("twice.rdb"));
        assertThat(twice.exit()).isEqualTo(8);
        assertThat(twice.err()).contains("is in ").contains("--on-duplicate first or last");
        assertThat(Path.of(file("twice.rdb"))).doesNotExist();
        fine(
                "backup",
                "convert",
                dump,
                parts.get(0),
                "--out",
                file("once.rdb"),
                "--on-duplicate",
                "last",
                "--for",
                "redis:7.0");
        assertThat(loaded(file("once.rdb"))).isEqualTo(before);
        fine("backup", "convert", dump, "--out", file("p.jsonl"), "--split-by", "prefix");
        assertThat(Path.of(file("p.prefix-user.jsonl"))).exists();
        fine("backup", "convert", dump, "--out", file("z.rdb"), "--split-by", "size:4kb");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(one -> one.getFileName().toString().startsWith("z.")))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void filtersAndRefusals() {
        String dump = dump();
        Cli.Result some = fine("backup", "convert", dump, "--out", "-", "--format", "jsonl", "--pattern", "user:1?");
        assertThat(some.out().lines()).hasSize(10);
        assertThat(fine("backup", "convert", dump, "--out", "-", "--format", "csv", "--type", "hash", "--ttl", "drop")
                        .out())
                .startsWith("key,f,g\nhash,1,2");
        assertThat(run("backup", "convert", dump, "--out", file("what.xyz")).exit())
                .isEqualTo(2);
        assertThat(run("backup", "convert", file("none.rdb"), "--out", file("x.rdb"))
                        .exit())
                .isEqualTo(2);
        assertThat(run("backup", "convert", dump, "--out", file("x.rdb"), "--rdb-version", "3")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void appendOnlyFilesAreCarriedOutOrPassedOn() throws IOException {
        server.ask("BGREWRITEAOF");
        Eventually.holds(
                () -> server.ask("INFO", "persistence").text().contains("aof_rewrite_in_progress:0"),
                () -> "still rewriting");
        server.ask("DEL", "list");
        server.ask("INCRBY", "count", "5");
        server.ask("RENAME", "set", "renamed");
        String aof = server.directory().resolve("appendonlydir").toString();
        String before = digest();
        fine("backup", "convert", aof, "--out", file("state.rdb"), "--rdb-version", "10");
        assertThat(loaded(file("state.rdb"))).isEqualTo(before);
        fine("backup", "convert", aof, "--out", file("all.aof"));
        fine("backup", "convert", file("all.aof"), "--out", file("again.rdb"), "--rdb-version", "10");
        assertThat(loaded(file("again.rdb"))).isEqualTo(before);
        fine("backup", "convert", aof, "--out", file("aof"), "--format", "aof-folder", "--rdb-version", "10");
        fine("backup", "convert", file("aof"), "--out", file("third.rdb"), "--rdb-version", "10");
        assertThat(loaded(file("third.rdb"))).isEqualTo(before);
        Cli.Result some = fine("backup", "convert", aof, "--out", "-", "--format", "resp", "--pattern", "count");
        assertThat(some.out()).isEqualTo("*3\r\n$6\r\nINCRBY\r\n$5\r\ncount\r\n$1\r\n5\r\n");
    }
}
