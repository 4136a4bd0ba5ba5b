package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program takes backups and gives them back, through what may happen meanwhile. */
@RedisServer
final class BackupIT {
    private static final Path DRILL = Path.of("../docs/examples/backup-drill.sh");

    @TempDir
    private Path directory;

    private final TestServer server;

    BackupIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Program backup(String... words) {
        String[] all = Stream.concat(Stream.of("-o", "json", "--progress", "none", "backup"), Arrays.stream(words))
                .toArray(String[]::new);
        return Program.redkit(all).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    private Program.Result good(String... words) {
        Program.Result result = backup(words).run();
        assertThat(result.exit()).as("%s", result).isZero();
        return result;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    @Test
    void theDrillPassesAndSaysSo() throws IOException {
        server.ask("DEBUG", "POPULATE", "1000", "key", "50");
        server.ask("HSET", "h", "f", "v");
        server.ask("SET", "soon", "1", "PX", "1000000");
        Path shelf = Files.createDirectory(directory.resolve("shelf"));
        Program.Result result = Program.of("sh", DRILL.toAbsolutePath().toString(), shelf.toString())
                .env("REDKIT", Program.launcher().toString())
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).matches("drill passed: \\S+, 1002 keys taken, 1002 restored, 0 expired meanwhile\n");
        assertThat(good("list", shelf.toString()).out()).contains("\"keys\": 1002");
    }

    @Test
    void theDrillFailsWhenTheBackupDoes() throws IOException {
        Path shelf = Files.createDirectory(directory.resolve("shelf"));
        Program.Result result = Program.of("sh", DRILL.toAbsolutePath().toString(), shelf.toString())
                .env("REDKIT", Program.launcher().toString())
                .env("REDIS_URL", "redis://127.0.0.1:1")
                .run();
        assertThat(result.exit()).as("%s", result).isEqualTo(6);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aRestoreThatWasKilledGoesOn() throws IOException {
        server.ask("DEBUG", "POPULATE", "60000", "key", "100");
        String before = digest();
        good("take", "--out", file("many.rdb"));
        server.ask("FLUSHALL");
        Path checkpoint = directory.resolve("checkpoint");
        String[] words = {"restore", file("many.rdb"), "--checkpoint", checkpoint.toString()};
        String[] slow =
                Stream.concat(Arrays.stream(words), Stream.of("--rate", "4k/s")).toArray(String[]::new);
        try (Program.Running running = backup(slow).start()) {
            Eventually.holds(() -> Files.exists(checkpoint), () -> "no checkpoint: " + running.err());
            running.signal("KILL");
            running.await();
        }
        assertThat(server.ask("DBSIZE").number()).isPositive().isLessThan(60_000);
        String[] again =
                Stream.concat(Arrays.stream(words), Stream.of("--resume")).toArray(String[]::new);
        Program.Result result = good(again);
        assertThat(result.out()).contains("\"rejected\": 0", "\"conflicts\": 0", "\"open\": 0");
        assertThat(result.out()).doesNotContain("\"done_before\": 0");
        assertThat(digest()).isEqualTo(before);
        assertThat(checkpoint).doesNotExist();
    }

    /** A list, a string and a stream, each larger than the heap. */
    @Test
    void valuesLargerThanTheHeapAreRestored() {
        server.ask("CONFIG", "SET", "rdbcompression", "no");
        server.ask(
                "EVAL",
                "local v = string.rep('0123456789', 100) for i = 1, 60000 do redis.call('RPUSH', 'list', v .. i) end"
                        + " redis.call('SETRANGE', 'text', 70000000, 'end')"
                        + " for i = 1, 20000 do redis.call('XADD', 'stream', i .. '-1', 'f', v) end"
                        + " redis.call('XGROUP', 'CREATE', 'stream', 'g', '0')"
                        + " redis.call('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', '3', 'STREAMS', 'stream', '>')",
                "0");
        server.ask("PEXPIREAT", "list", "4102444800000");
        String before = digest();
        good("take", "--out", file("big.rdb"));
        server.ask("FLUSHALL");
        Program.Result result = backup("restore", file("big.rdb"), "--verify", "full")
                .env("REDKIT_OPTS", "-Xmx64m")
                .run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(digest()).isEqualTo(before);
        assertThat(server.ask("PEXPIRETIME", "list").number()).isEqualTo(4102444800000L);
        server.ask("CONFIG", "SET", "rdbcompression", "yes");
    }

    @Test
    void sealedBackupsOpenWithTheirPassphraseOnly() throws IOException {
        server.ask("SET", "k", "v");
        Files.writeString(directory.resolve("pass"), "open sesame\n");
        good("take", "--out", file("k.rdb.gz"), "--seal", "--passphrase-file", file("pass"));
        server.ask("FLUSHALL");
        assertThat(backup("restore", file("k.rdb.gz")).run().exit()).isEqualTo(7);
        Program.Result wrong = backup("restore", file("k.rdb.gz"))
                .env("REDKIT_BACKUP_PASSPHRASE", "open barley")
                .run();
        assertThat(wrong.exit()).isEqualTo(7);
        assertThat(wrong.err()).contains("does not open").doesNotContain("barley");
        Program.Result right = backup("restore", file("k.rdb.gz"))
                .env("REDKIT_BACKUP_PASSPHRASE", "open sesame")
                .run();
        assertThat(right.exit()).as("%s", right).isZero();
        assertThat(server.ask("GET", "k").text()).isEqualTo("v");
        byte[] cut = Arrays.copyOf(Files.readAllBytes(directory.resolve("k.rdb.gz")), 70);
        Files.write(directory.resolve("cut.rdb"), cut);
        assertThat(backup("restore", file("cut.rdb"), "--passphrase-file", file("pass"))
                        .run()
                        .exit())
                .isEqualTo(8);
    }

    @Test
    void aServedBackupCanBeReadAndNotWritten() throws IOException {
        server.ask("SET", "k", "v");
        server.ask("SET", "gone", "v", "PX", "1000000");
        good("take", "--out", file("k.rdb"));
        try (Program.Running serving =
                backup("serve", file("k.rdb"), "--ttl", "drop").start()) {
            serving.awaitOut("left_out");
            Matcher uri = Pattern.compile("redis://:\\w+@127.0.0.1:\\d+").matcher(serving.out());
            assertThat(uri.find()).isTrue();
            assertThat(call(uri.group(), "GET", "k").out()).isEqualTo("\"v\"\n");
            assertThat(call(uri.group(), "TTL", "gone").out()).isEqualTo("-1\n");
            for (List<String> write : List.of(
                    List.of("SET", "k", "w"),
                    List.of("FLUSHALL"),
                    List.of("CONFIG", "SET", "save", ""),
                    List.of("EVAL", "return redis.call('DEL', 'k')", "0"))) {
                assertThat(call(uri.group(), write.toArray(String[]::new)).exit())
                        .as("%s", write)
                        .isNotZero();
            }
            assertThat(call(uri.group(), "GET", "k").out()).isEqualTo("\"v\"\n");
            serving.signal("INT");
            assertThat(serving.await().exit()).isEqualTo(130);
        }
    }

    private static Program.Result call(String uri, String... command) {
        String[] all = Stream.concat(Stream.of("-o", "json", "call"), Arrays.stream(command))
                .toArray(String[]::new);
        return Program.redkit(all).env("REDIS_URL", uri).run();
    }

    @Test
    void removesOnlyWithConsent() throws IOException {
        good("take", file("shelf"));
        good("take", file("shelf"));
        assertThat(backup("prune", file("shelf"), "--keep", "1").run().exit()).isEqualTo(9);
        try (Stream<Path> folders = Files.list(directory.resolve("shelf"))) {
            assertThat(folders).hasSize(2);
        }
        good("prune", file("shelf"), "--keep", "1", "--yes");
        try (Stream<Path> folders = Files.list(directory.resolve("shelf"))) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(backup("take").run().exit()).isEqualTo(2);
        assertThat(backup("take", file("x"), "--keep", "7x").run().exit()).isEqualTo(2);
        assertThat(backup("restore", file("none.rdb")).run().exit()).isEqualTo(2);
        assertThat(backup("restore", file("none.rdb"), "--on-conflict", "ask")
                        .run()
                        .exit())
                .isEqualTo(2);
        assertThat(backup("list", file("nowhere")).run().exit()).isEqualTo(2);
    }
}
