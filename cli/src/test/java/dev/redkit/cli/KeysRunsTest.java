package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(config = {"slowlog-log-slower-than 0", "user bob on >his ~* +@read +@connection +info -memory"})
class KeysRunsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    KeysRunsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Cli.Result run(String... words) {
        List<String> all = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        all.addAll(List.of(words));
        return new Cli().env("XDG_STATE_HOME", folder.toString()).with(all);
    }

    @Test
    void showsNamesEscapedToPeopleAndRightInJson() {
        server.ask("SET", "a\n\u0001\u001b[31mb", "x");
        Cli.Result text = run("keys", "scan", "--with", "type,size");
        assertThat(text.exit()).as(text.toString()).isZero();
        assertThat(text.out()).contains("a\\n\\x01\\x1b[31mb").doesNotContain("\u001b");
        assertThat(run("keys", "scan", "-o", "ndjson").out()).isEqualTo("{\"key\":\"a\\n\\u0001\\u001B[31mb\"}\n");
        assertThat(run("keys", "big", "-o", "json").out()).contains("a\\n\\u0001\\u001B[31mb");
        assertThat(run("keys", "delete", "a*", "--dry-run", "-o", "json").out()).contains("\"would\": \"delete\"");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void deletesOnlyWithConsentAndGivesBackWhatItHasWritten() throws IOException {
        server.ask("DEBUG", "POPULATE", "500", "session", "40");
        server.ask("HSET", "session:hash", "f", "v");
        server.ask("EXPIRE", "session:0", "10000");
        server.ask("SET", "user", "x");
        String digest = server.ask("DEBUG", "DIGEST").text();
        Path backup = folder.resolve("dead.rdb");
        Cli.Result refused = run("keys", "delete", "session:*", "--no-ttl");
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(9);
        assertThat(refused.err()).contains("delete 500 keys, such as [\"session:");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(502);
        Cli.Result deleted = run(
                "keys",
                "delete",
                "session:*",
                "--where",
                "ttl == -1",
                "--backup",
                backup.toString(),
                "--yes",
                "-o",
                "json");
        assertThat(deleted.exit()).as(deleted.toString()).isZero();
        assertThat(deleted.out()).contains("\"changed\": 500");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(2);
        String audit = Files.readString(folder.resolve("redkit/audit.log"));
        assertThat(audit.lines()).hasSize(1);
        assertThat(audit)
                .contains("\"where\":\"127.0.0.1:" + server.port() + "\"")
                .contains("keys delete 'session:*' --where 'ttl == -1' --backup")
                .endsWith(",\"count\":500}\n");
        Cli.Result restored = run("backup", "restore", backup.toString());
        assertThat(restored.exit()).as(restored.toString()).isZero();
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        Cli.Result again = run("keys", "delete", "session:*", "--backup", backup.toString(), "--yes");
        assertThat(again.exit()).as("the file is there already: %s", again).isNotZero();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(502);
    }

    @Test
    void namesWhatWasWrittenAfterItsBackupAndLeavesIt() throws InterruptedException {
        server.ask("DEBUG", "POPULATE", "3000", "session", "20");
        for (int i = 0; i < 3000; i++) {
            server.ask("SET", "session:" + i, "written " + i);
        }
        String expected = server.ask("DEBUG", "DIGEST").text();
        server.ask("FLUSHALL");
        server.ask("DEBUG", "POPULATE", "3000", "session", "20");
        // The backup is complete when the first key is gone; with this pace most are there for a while then.
        Thread writer = new Thread(() -> {
            Eventually.holds(() -> server.ask("DBSIZE").number() < 3000, () -> "the first key to be deleted");
            for (int i = 0; i < 3000; i++) {
                server.ask("SET", "session:" + i, "written " + i);
            }
        });
        writer.start();
        Path backup = folder.resolve("dead.rdb");
        Cli.Result result =
                run("keys", "delete", "session:*", "--backup", backup.toString(), "--rate", "1k/s", "-y", "-o", "json");
        writer.join();
        assertThat(result.exit()).as(result.toString()).isEqualTo(4);
        assertThat(result.out()).contains("\"written_since_backup\": ").contains("\"such_as\": [\n    \"session:");
        assertThat(result.err())
                .contains("of 3000 keys were written after they were backed up, and are left as they are")
                .contains("run it again with another --backup file");
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(expected);
        Cli.Result again = run(
                "keys",
                "delete",
                "session:*",
                "--backup",
                folder.resolve("rest.rdb").toString(),
                "-y");
        assertThat(again.exit()).as(again.toString()).isZero();
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void wantsToKnowWhichKeys() {
        assertThat(run("keys", "delete", "--yes").exit()).isEqualTo(2);
        assertThat(run("keys", "expire", "x*", "--yes").exit()).isEqualTo(2);
        assertThat(run("keys", "rename", "x*", "--yes").exit()).isEqualTo(2);
        assertThat(run("keys", "delete", "x*", "--resume", "--yes").exit()).isEqualTo(2);
        assertThat(run("keys", "scan", "--with", "tipe").err()).contains("did you mean 'type'?");
    }

    @Test
    void saysWhatIsNotPermittedAndShowsTheRest() {
        server.ask("SET", "a", "x");
        Cli.Result result = run("--user", "bob", "-a", "his", "keys", "big", "--memory", "-o", "json");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("\"not_permitted\"")
                .contains("MEMORY USAGE")
                .contains("\"key\": \"a\"");
        assertThat(result.err()).contains("warning: MEMORY USAGE was refused").contains("NOPERM");
        Cli.Result unclear = run("--user", "bob", "-a", "his", "keys", "count", "--min-memory", "1");
        assertThat(unclear.exit()).as(unclear.toString()).isEqualTo(4);
        Cli.Result memory = run("--user", "bob", "-a", "his", "memory");
        assertThat(memory.exit()).as(memory.toString()).isZero();
        assertThat(memory.err()).contains("MEMORY STATS was refused").contains("NOPERM");
    }

    @Test
    void goesOnAfterItWasStopped() {
        server.ask("DEBUG", "POPULATE", "2000", "session", "10");
        Path checkpoint = folder.resolve("cp");
        server.ask("CONFIG", "SET", "maxmemory", "1");
        // A server that takes no writes ends a copy with the first batch.
        Cli.Result stopped = copy("session:*", checkpoint);
        server.ask("CONFIG", "SET", "maxmemory", "0");
        assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(1);
        assertThat(stopped.err()).contains("OOM");
        assertThat(checkpoint).exists();
        Cli.Result other = copy("sess*", checkpoint, "--resume");
        assertThat(other.exit()).as(other.toString()).isEqualTo(2);
        Cli.Result resumed = copy("session:*", checkpoint, "--resume", "-o", "json");
        assertThat(resumed.exit()).as(resumed.toString()).isZero();
        assertThat(resumed.out()).contains("\"changed\": 2000");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(4000);
        assertThat(checkpoint).doesNotExist();
    }

    private Cli.Result copy(String pattern, Path checkpoint, String... more) {
        List<String> words = new ArrayList<>(List.of("keys", "copy", pattern, "--rename", "session:*=copy:*", "-y"));
        words.addAll(List.of("--checkpoint", checkpoint.toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void looksAfterServers() throws IOException {
        assertThat(run("slowlog", "--count", "5", "-o", "ndjson").out()).contains("\"command\":[");
        assertThat(run("slowlog", "--group").out()).contains("total_ms");
        assertThat(run("clients", "list", "-o", "json").exit()).isZero();
        assertThat(run("clients", "kill", "--yes").exit()).isEqualTo(2);
        assertThat(run("config", "get", "maxmemory", "-o", "ndjson").out())
                .isEqualTo("{\"parameter\":\"maxmemory\",\"value\":\"0\"}\n");
        Path conf = Files.writeString(folder.resolve("redis.conf"), "maxmemory 1gb\n");
        Cli.Result diff = run("config", "diff", conf.toString(), "-o", "ndjson");
        assertThat(diff.exit()).isEqualTo(3);
        assertThat(diff.out()).isEqualTo("{\"parameter\":\"maxmemory\",\"here\":\"0\",\"there\":\"1gb\"}\n");
        assertThat(run("config", "diff", "redis://127.0.0.1:" + server.port()).exit())
                .isZero();
        Path script = Files.writeString(folder.resolve("s.lua"), "return {KEYS[1], ARGV[1]}");
        assertThat(run("script", "run", script.toString(), "--key", "k", "--arg", "v", "-o", "json")
                        .out())
                .isEqualToIgnoringWhitespace("[\"k\",\"v\"]");
        assertThat(run("script", "load", script.toString()).out()).contains("sha1");
        assertThat(run("acl", "list").out()).contains("bob");
        assertThat(run("acl", "dryrun", "bob", "SET", "a", "b").exit()).isEqualTo(3);
        assertThat(run("acl", "dryrun", "bob", "GET", "a").exit()).isZero();
        assertThat(run("acl", "whoami").out()).contains("default");
        assertThat(run("module", "list").exit()).isZero();
        assertThat(run("-y", "module", "load", "/nonexistent/x.so").exit()).isEqualTo(1);
    }

    @Test
    void carriesFunctionsAround() throws IOException {
        Path library = Files.writeString(
                folder.resolve("lib.lua"),
                "#!lua name=mylib\nredis.register_function('f', function() return 1 end)",
                StandardCharsets.UTF_8);
        Path dump = folder.resolve("functions.bin");
        assertThat(run("function", "load", library.toString()).out()).contains("mylib");
        assertThat(run("function", "load", library.toString()).exit()).isEqualTo(1);
        assertThat(run("function", "load", library.toString(), "--replace").exit())
                .isZero();
        assertThat(run("function", "dump", "--out", dump.toString()).exit()).isZero();
        assertThat(run("function", "delete", "mylib").exit()).isEqualTo(9);
        assertThat(run("function", "delete", "mylib", "-y").exit()).isZero();
        assertThat(run("function", "list", "-o", "ndjson").out()).isEmpty();
        assertThat(run("function", "restore", dump.toString()).exit()).isZero();
        assertThat(run("function", "list", "-o", "ndjson").out())
                .isEqualTo("{\"library\":\"mylib\",\"engine\":\"LUA\",\"functions\":[\"f\"]}\n");
        assertThat(Files.readString(folder.resolve("redkit/audit.log")).lines()).hasSize(2);
    }

    @Test
    void closesConnectionsThatFit() {
        try (Wire idle = Wire.open(server.target().but().clientName("idler").build())) {
            assertThat(idle.call("PING").text()).isEqualTo("PONG");
            Cli.Result refused = run("clients", "kill", "--name", "idl*");
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(9);
            Cli.Result killed = run("clients", "kill", "--name", "idl*", "-y");
            assertThat(killed.exit()).as(killed.toString()).isZero();
            assertThat(killed.err()).contains("closed 1 connections");
            Eventually.holds(() -> !server.ask("CLIENT", "LIST").text().contains("name=idler"), () -> "it is gone");
        }
    }
}
