package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redkit export} with its options. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"enable-debug-command yes", "user ann on >hers ~user:1 +@all", "user eve on >none resetkeys +@all"})
class ExportRunsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    ExportRunsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        server.ask("FLUSHALL");
        server.ask("HSET", "user:1", "name", "Ada", "age", "36");
        server.ask("HSET", "user:2", "name", "Bob", "city", "Bonn");
        server.ask("HSET", "user:3", "name", "Cy", "age", "17");
        server.ask("SET", "text", "hello");
        server.ask("EXPIRE", "text", "1000");
    }

    private Cli.Result run(String... words) {
        return new Cli().env("REDIS_URL", "redis://127.0.0.1:" + server.port()).with(words);
    }

    private List<String> lines(String... options) {
        List<String> words = new ArrayList<>(List.of("export"));
        words.addAll(List.of(options));
        Cli.Result result = run(words.toArray(String[]::new));
        assertThat(result.exit()).as("%s", result).isZero();
        return result.out().lines().sorted().toList();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void writesEntriesOnLines() {
        assertThat(lines("user:1", "none"))
                .containsExactly("{\"key\":\"user:1\",\"type\":\"hash\",\"value\":{\"name\":\"Ada\",\"age\":\"36\"}}");
        assertThat(lines("t*", "--ttl", "drop"))
                .containsExactly("{\"key\":\"text\",\"type\":\"string\",\"value\":\"hello\"}");
        assertThat(lines("text").get(0)).contains("\"expireAt\":1");
        assertThat(lines("none")).isEmpty();
        assertThat(run("export", "none", "--format", "json").out()).isEqualTo("[\n]\n");
        assertThat(lines("--type", "string,list")).hasSize(1);
    }

    @Test
    void writesATableWithTheColumnsOfAllKeys() {
        assertThat(lines("user:*", "--format", "csv", "--fields", "name,city,name"))
                .containsExactly("key,expire_at,name,city", "user:1,,Ada,", "user:2,,Bob,Bonn", "user:3,,Cy,");
        String table = run("export", "user:*", "--format", "tsv").out();
        assertThat(table.lines().findFirst().orElseThrow().split("\t"))
                .startsWith("key")
                .containsExactlyInAnyOrder("key", "name", "age", "city");
        assertThat(lines("--format", "csv"))
                .contains("key,type,expire_at,name,value,field_expire_at", "user:3,hash,,age,17,");
    }

    @Test
    void writesPlainRecordsAndSaysWhatItLeftOut() {
        Cli.Result result = run("export", "--flatten");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.out().lines())
                .contains("{\"key\":\"user:1\",\"name\":\"Ada\",\"age\":\"36\"}")
                .hasSize(3);
        assertThat(result.err()).contains("1 keys were left out: 1 keys are no hashes");
        assertThat(run("export", "--flatten", "--format", "rdb").exit()).isEqualTo(2);
    }

    @Test
    void takesOnlyWhatMeetsACondition() {
        assertThat(lines("--where", "key.startsWith('user') && has_age == null || size == 5", "--ttl", "drop"))
                .hasSize(4);
        assertThat(lines("--where", "age != null && int(age) >= 18", "--flatten"))
                .containsExactly("{\"key\":\"user:1\",\"name\":\"Ada\",\"age\":\"36\"}");
        assertThat(lines("--where", "ttl > 900", "--ttl", "drop")).hasSize(1);
        Cli.Result unclear = run("export", "--where", "type == 'hash' && int(age) >= 18");
        assertThat(unclear.exit()).as("%s", unclear).isEqualTo(4);
        assertThat(unclear.out().lines()).hasSize(1);
        assertThat(unclear.err()).contains("1 keys the condition has no answer");
        assertThat(run("export", "--where", "age >").exit()).isEqualTo(2);
    }

    @Test
    void drawsTheSameAgain() {
        server.ask("DEBUG", "POPULATE", "5000", "many", "3");
        List<String> sample = lines("many:*", "--sample", "100", "--seed", "5");
        assertThat(sample).hasSize(100).isEqualTo(lines("many:*", "--sample", "100", "--seed", "5"));
        assertThat(lines("many:*", "--sample", "100", "--seed", "6")).isNotEqualTo(sample);
        assertThat(lines("many:*", "--sample", "10%").size()).isBetween(400, 600);
        Set<String> parts = new HashSet<>();
        for (int i = 1; i <= 3; i++) {
            List<String> part = lines("many:*", "--shard", i + "/3");
            assertThat(part.size()).isBetween(1500, 1850);
            parts.addAll(part);
        }
        assertThat(parts).hasSize(5000);
        String shuffled = run("export", "many:*", "--shuffle", "--seed", "1").out();
        assertThat(shuffled.lines()).hasSize(5000).doesNotHaveDuplicates();
        assertThat(run("export", "many:*", "--shuffle", "--seed", "1").out()).isEqualTo(shuffled);
        assertThat(run("export", "--shard", "4/3").exit()).isEqualTo(2);
        assertThat(run("export", "--sample", "0%").exit()).isEqualTo(2);
    }

    @Test
    void writesAFileWholeOrNotAtAll() throws IOException {
        Cli.Result result = run("-o", "json", "export", "--out", file("all.jsonl.gz"));
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("\"written\": 4", "\"left_out\": 0");
        assertThat(run("export", "--out", file("all.jsonl.gz")).exit()).isEqualTo(2);
        assertThat(run("export", "user:1", "--out", file("all.jsonl.gz"), "--overwrite")
                        .exit())
                .isZero();
        assertThat(run("export", "--dry-run", "--out", file("none.csv")).out()).contains("written");
        assertThat(folder)
                .isDirectoryContaining(file -> file.getFileName().toString().equals("all.jsonl.gz"));
        assertThat(Files.exists(folder.resolve("none.csv"))).isFalse();
        assertThat(run("export", "--out", file("no/where.csv")).exit()).isEqualTo(2);
    }

    @Test
    void writesCommandsThatPipeBringsBack() {
        String digest = server.ask("DEBUG", "DIGEST").text();
        assertThat(run("export", "--out", file("all.resp.zst")).exit()).isZero();
        server.ask("FLUSHALL");
        assertThat(run("pipe", file("all.resp.zst")).exit()).isZero();
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
    }

    @Test
    void saysWhichKeysAUserMayNotRead() {
        Cli.Result some = new Cli()
                .env("REDISCLI_AUTH", "hers")
                .with("-p", Integer.toString(server.port()), "--user", "ann", "export");
        assertThat(some.exit()).as("%s", some).isEqualTo(4);
        assertThat(some.out().lines()).hasSize(1);
        assertThat(some.err()).contains("3 keys may not be read (NOPERM");
        Cli.Result none = new Cli()
                .env("REDISCLI_AUTH", "none")
                .with("-p", Integer.toString(server.port()), "--user", "eve", "export");
        assertThat(none.exit()).as("%s", none).isEqualTo(7);
    }
}
