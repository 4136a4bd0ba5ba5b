package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one can ask of a backup without touching it: check, inspect, keys, get, diff, repair. */
@RedisServer
class BackupLookTest {
    private static final Path FIXTURES = Path.of("../backups/src/test/resources/dev/redkit");
    private static final String REDIS7 = FIXTURES + "/rdb/redis7.0-v10-lru.rdb";
    private static final String REDIS8 = FIXTURES + "/rdb/redis8.0-v12-lru.rdb";
    private static final String VALKEY9 = FIXTURES + "/rdb/valkey9.1-v80-lru.rdb";

    private final TestServer server;

    @TempDir
    private Path folder;

    BackupLookTest(TestServer server) {
        this.server = server;
    }

    @Test
    void checkSaysWhatIsSoundAndWhatIsNot() throws IOException {
        assertThat(Cli.run("backup", "check", "--deep", REDIS7, REDIS8, VALKEY9).exit())
                .isZero();
        assertThat(Cli.run("backup", "check", FIXTURES + "/aof/aof-valkey9.1", "-o", "json")
                        .out())
                .contains("\"verdict\": \"ok\"");
        byte[] file = Files.readAllBytes(Path.of(REDIS7));
        Path cut = Files.write(folder.resolve("cut.rdb"), Arrays.copyOf(file, 1000));
        Cli.Result truncated = Cli.run("backup", "check", cut.toString(), "-o", "json");
        assertThat(truncated.exit()).as("%s", truncated).isEqualTo(3);
        assertThat(truncated.out()).contains("\"verdict\": \"truncated\"", "\"offset\": 1000");
        file[700] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.rdb"), file);
        Cli.Result several = Cli.run("backup", "check", REDIS8, damaged.toString(), "-o", "json");
        assertThat(several.exit()).isEqualTo(3);
        assertThat(several.out()).contains("\"verdict\": \"ok\"", "\"verdict\": \"damaged\"");
        Cli.Result none =
                Cli.run("backup", "check", REDIS8, folder.resolve("none").toString(), "-o", "json");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.out()).contains("\"verdict\": \"unreadable\"");
        Path empty = Files.createFile(folder.resolve("empty.rdb"));
        assertThat(Cli.run("backup", "check", empty.toString()).exit()).isEqualTo(3);
        assertThat(new Cli()
                        .input(Files.readAllBytes(Path.of(REDIS8)))
                        .with("backup", "check", "-")
                        .exit())
                .isZero();
    }

    @Test
    void checkSaysWhichServerCanLoadIt() {
        assertThat(Cli.run("backup", "check", REDIS7, "--for", "redis:8").exit())
                .isZero();
        assertThat(Cli.run("backup", "check", REDIS7, "--for", "valkey:9").exit())
                .isZero();
        Cli.Result older = Cli.run("backup", "check", REDIS8, "--for", "redis:7.0", "-o", "json");
        assertThat(older.exit()).isEqualTo(3);
        assertThat(older.out()).contains("RDB version is 12", "hash as hash-metadata", "vectorset");
        Cli.Result foreign = Cli.run("backup", "check", VALKEY9, "--for", "redis:8.0");
        assertThat(foreign.exit()).isEqualTo(3);
        assertThat(foreign.err()).contains("Valkey's format");
        assertThat(Cli.run("backup", "check", REDIS7, "--for", "redis").exit()).isEqualTo(2);
    }

    @Test
    void inspectTellsOfEverythingInOnePass() {
        Cli.Result json = Cli.run("backup", "inspect", REDIS7, "-o", "json", "--memory-for", "redis:7.0", "--by-slot");
        assertThat(json.exit()).as("%s", json).isZero();
        assertThat(json.out())
                .contains("\"memory_for\": \"Redis 7.0\"", "\"prefix\": \"str:\"", "\"no_ttl\": 25", "\"slots\"");
        Cli.Result table = Cli.run("backup", "inspect", REDIS7, "--top", "2");
        assertThat(table.out()).contains("list:plain").doesNotContain("memory");
        assertThat(Cli.run("backup", "inspect", REDIS7, "--sample", "50%", "-o", "json")
                        .out())
                .contains("\"sample\"");
        assertThat(Cli.run("backup", "inspect", REDIS7, "--sample", "0%").exit())
                .isEqualTo(2);
        assertThat(Cli.run("backup", "inspect", REDIS7, "--type", "strin").exit())
                .isEqualTo(2);
        assertThat(Cli.run("backup", "inspect", FIXTURES + "/aof/aof-redis7.0/appendonly.aof.2.incr.aof")
                        .exit())
                .isEqualTo(8);
    }

    @Test
    void keysAreFilteredAndSorted() {
        assertThat(lines("backup", "keys", REDIS7, "-o", "csv")).hasSize(27);
        assertThat(lines("backup", "keys", REDIS7, "str:*", "hll", "-o", "csv")).hasSize(10);
        assertThat(lines("backup", "keys", REDIS7, "--type", "zset", "--encoding", "skiplist", "-o", "csv"))
                .hasSize(2);
        assertThat(lines("backup", "keys", REDIS7, "--expiring", "-o", "csv")).hasSize(2);
        List<String> biggest = lines("backup", "keys", REDIS7, "--sort", "size", "--top", "2", "-o", "csv");
        assertThat(biggest).hasSize(3);
        assertThat(biggest.get(1)).contains("list:plain");
        assertThat(Cli.run("backup", "keys", REDIS7, "--sort", "memory").exit()).isEqualTo(2);
        assertThat(lines("backup", "keys", REDIS7, "--sort", "memory", "--memory-for", "valkey:9", "-o", "csv")
                        .get(0))
                .contains("memory");
    }

    @Test
    void getShowsWhatTheServerShows() throws IOException {
        server.ask("FLUSHALL");
        server.ask("SET", "text", "a\0b");
        server.ask("RPUSH", "list", "1", "two", "3.0");
        server.ask("HSET", "hash", "f", "v");
        server.ask("ZADD", "zset", "-inf", "a", "1.5", "b", "inf", "c");
        server.ask("XADD", "stream", "1-1", "f", "v");
        assertThat(server.ask("SAVE").text()).isEqualTo("OK");
        String file = server.directory().resolve("dump.rdb").toString();
        assertThat(Cli.run("backup", "get", file, "text", "-o", "raw").outBytes())
                .isEqualTo("a\0b".getBytes(StandardCharsets.UTF_8));
        assertThat(lines("backup", "get", file, "list", "-o", "csv")).containsExactly("value", "1", "two", "3.0");
        assertThat(lines("backup", "get", file, "zset", "-o", "csv"))
                .containsExactly("member,score", "a,-inf", "b,1.5", "c,inf");
        assertThat(Cli.run("backup", "get", file, "hash", "-o", "ndjson").out()).contains("\"field\":\"f\"");
        assertThat(Cli.run("backup", "get", file, "stream", "-o", "ndjson").out())
                .contains("\"id\":\"1-1\"", "{\"f\":\"v\"}");
        Cli.Result missing = Cli.run("backup", "get", file, "nothing");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no key 'nothing'");
        assertThat(Cli.run("backup", "get", file, "text", "--db", "3").exit()).isEqualTo(1);
    }

    @Test
    void diffComparesFilesAndServers() {
        server.ask("FLUSHALL");
        for (int i = 0; i < 50; i++) {
            server.ask("SET", "user:" + i, "name " + i);
        }
        server.ask("SADD", "set", "a", "b", "c");
        assertThat(server.ask("SAVE").text()).isEqualTo("OK");
        String file = server.directory().resolve("dump.rdb").toString();
        String live = "redis://127.0.0.1:" + server.port();
        Cli.Result same = Cli.run("backup", "diff", file, live);
        assertThat(same.exit()).as("%s", same).isZero();
        server.ask("DEL", "user:7");
        server.ask("SET", "user:8", "another");
        server.ask("PEXPIRE", "user:9", "1000000");
        server.ask("SET", "new", "x");
        Cli.Result different = Cli.run("backup", "diff", file, live, "-o", "csv");
        assertThat(different.exit()).isEqualTo(3);
        assertThat(different.out())
                .contains("removed,0,user:7", "changed,0,user:8", "ttl-changed,0,user:9", "added,0,new");
        assertThat(different.out().lines()).hasSize(5);
        Cli.Result sums = Cli.run("backup", "diff", file, live, "--summary", "-o", "json");
        assertThat(sums.out()).contains("\"same\": 48", "\"prefix\": \"user:\"");
    }

    @Test
    void repairSavesTheOtherKeysAndNeverTouchesTheFile() throws IOException {
        byte[] file = Files.readAllBytes(Path.of(REDIS7));
        for (int at = 700; at < 706; at++) {
            file[at] ^= 0x5a;
        }
        Path damaged = Files.write(folder.resolve("damaged.rdb"), file);
        assertThat(damaged.toFile().setReadOnly()).isTrue();
        Path saved = folder.resolve("saved.rdb");
        Cli.Result result = Cli.run("backup", "repair", damaged.toString(), "--out", saved.toString());
        assertThat(result.exit()).as("%s", result).isEqualTo(4);
        assertThat(result.out()).contains("list:plain", "only this key");
        assertThat(Files.readAllBytes(damaged)).isEqualTo(file);
        assertThat(Cli.run("backup", "check", "--deep", saved.toString()).exit())
                .isZero();
        assertThat(lines("backup", "keys", saved.toString(), "-o", "csv")).hasSize(26);
        assertThat(Cli.run("backup", "repair", damaged.toString(), "--out", saved.toString())
                        .exit())
                .as("the copy is there already")
                .isEqualTo(2);
    }

    private static List<String> lines(String... words) {
        Cli.Result result = Cli.run(words);
        assertThat(result.exit()).as("%s", result).isZero();
        return result.out().lines().toList();
    }
}
