package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not there, do not answer, or say no. */
@RedisServer(
        config = {
            "requirepass " + UnhappyServerIT.PASSWORD,
            "user ann on >annspassword ~app:* +get +ping",
            "busy-reply-threshold 20",
            "loading-process-events-interval-bytes 1024"
        })
final class UnhappyServerIT {
    static final String PASSWORD = "s3cret-0f-the-server";
    private static final String COMMANDS = "SET a 1\n".repeat(5_000);

    private final TestServer server;

    UnhappyServerIT(TestServer server) {
        this.server = server;
    }

    @AfterEach
    void mend() {
        server.ask("REPLICAOF", "NO", "ONE");
        server.ask("CONFIG", "SET", "maxmemory", "0", "min-replicas-to-write", "0", "save", "");
    }

    private Program redkit(String... words) {
        return Program.redkit(words)
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .env("REDISCLI_AUTH", PASSWORD)
                .stdin(COMMANDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "pipe", "call PING"})
    void refusesTheWrongPassword(String command) {
        Program.Result result = redkit(command.split(" ", -1))
                .env("REDISCLI_AUTH", "not-the-password")
                .run();
        Outcome.failed(result, 7, "127.0.0.1:" + server.port(), "WRONGPASS");
        assertThat(result.err()).doesNotContain("not-the-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "pipe", "call PING"})
    void asksForThePasswordThatIsMissing(String command) {
        Program.Result result =
                redkit(command.split(" ", -1)).env("REDISCLI_AUTH", "").run();
        Outcome.failed(result, 7, "127.0.0.1:" + server.port(), "NOAUTH the server wants a password");
        assertThat(result.err()).contains("hint: ", "--askpass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "pipe", "call PING", "-c call PING", "-c pipe"})
    void saysWhichHostIsUnknown(String command) {
        Outcome.failed(
                redkit(("-h no-such-host.invalid " + command).split(" ", -1)).run(), 6, "no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "pipe", "call PING", "-c call PING", "-c pipe"})
    void saysWhereNothingListens(String command) {
        String port = Integer.toString(TestServer.freePort());
        Outcome.failed(redkit(("-p " + port + " " + command).split(" ", -1)).run(), 6, "127.0.0.1:" + port);
    }

    @Test
    void saysThatThereIsNoSocket() {
        Outcome.failed(redkit("-s", "/proc/nowhere/redis.sock", "ping").run(), 6, "/proc/nowhere/redis.sock");
        Path noSocket = server.directory().resolve("redis.conf");
        Outcome.failed(redkit("-s", noSocket.toString(), "ping").run(), 6, noSocket.toString());
    }

    @Test
    void tellsAUserWhatItsRightsLack() {
        Outcome.failed(ann("call", "SET", "app:1", "x"), 7, "NOPERM", "SET on 127.0.0.1:" + server.port());
        Outcome.failed(ann("call", "GET", "other"), 7, "NOPERM");
        Outcome.failed(ann("info"), 7, "NOPERM", "INFO");
        Outcome.failed(ann("-n", "1", "ping"), 7, "NOPERM", "database 1");
        assertThat(Outcome.done(ann("ping"))).isEqualTo("PONG\n");
        assertThat(Outcome.done(ann("-o", "json", "call", "GET", "app:1"))).isEqualTo("null\n");
    }

    private Program.Result ann(String... words) {
        return redkit(words)
                .env("REDIS_URL", "redis://ann:annspassword@127.0.0.1:" + server.port())
                .run();
    }

    @Test
    void saysThatTheConnectionWasCutInAReply() {
        server.ask("SET", "long", "x".repeat(100_000));
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().cutAfter(20_000);
            Outcome.failed(
                    redkit("-p", Integer.toString(proxy.port()), "call", "GET", "long")
                            .run(),
                    6,
                    "closed");
            proxy.toClient().resetAfter(20_000);
            Outcome.failed(
                    redkit("-p", Integer.toString(proxy.port()), "call", "GET", "long")
                            .run(),
                    6,
                    "reset");
        }
    }

    @Test
    void saysHowFarPipeCameWhenTheConnectionWasCut() {
        server.ask("DEL", "counter");
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().cutAfter(20_000);
            Program.Result result = redkit("-p", Integer.toString(proxy.port()), "-o", "csv", "pipe")
                    .stdin("INCR counter\n".repeat(200_000))
                    .run();
            Outcome.failedAfterData(result, 6, "broke", "commands were done", "under way");
            long done = server.ask("GET", "counter").text().transform(Long::parseLong);
            assertThat(accepted(result)).isPositive().isLessThanOrEqualTo(done);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "pipe", "call PING"})
    void saysThatAStoppedServerTookTheConnectionAndNothingMore(String command) {
        server.pause();
        try {
            Program.Result result =
                    redkit(("--timeout 300ms " + command).split(" ", -1)).run();
            Outcome.failed(result, 6, "no reply", "300 ms");
            assertThat(result.err()).contains("--timeout");
        } finally {
            server.resume();
        }
    }

    @Test
    void saysThatTheServerFellSilentInTheMiddle() {
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Program.Running running = redkit(
                                "-p", Integer.toString(proxy.port()), "--timeout", "2s", "-o", "csv", "pipe")
                        .stdinOpen()
                        .start()) {
            write(running, "SET before 1\n");
            Eventually.holds(() -> server.ask("EXISTS", "before").number() == 1, running::err);
            proxy.toClient().hold();
            write(running, "SET after 1\n");
            Program.Result result = running.await();
            Outcome.failedAfterData(result, 6, "no reply for 2000 ms", "commands were done");
        }
    }

    private static void write(Program.Running running, String text) {
        try {
            running.stdin().write(text.getBytes(StandardCharsets.UTF_8));
            running.stdin().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stopsWhenTheServerIsFull() {
        server.ask("CONFIG", "SET", "maxmemory", "1");
        Outcome.failed(redkit("call", "SET", "a", "1").run(), 1, "OOM");
        everyWriteStops("OOM");
    }

    @Test
    void stopsAtAReplica() {
        server.ask("REPLICAOF", "127.0.0.1", "1");
        Outcome.failed(redkit("call", "SET", "a", "1").run(), 1, "READONLY");
        everyWriteStops("READONLY");
    }

    @Test
    void stopsWhenTheServerCannotSave() throws IOException {
        server.ask("CONFIG", "SET", "save", "3600 1");
        server.ask("SET", "a", "1");
        Path inTheWay = server.directory().resolve("dump.rdb");
        Files.deleteIfExists(inTheWay);
        Files.createDirectory(inTheWay);
        server.ask("BGSAVE");
        Eventually.holds(
                () -> server.ask("INFO", "persistence").text().contains("rdb_last_bgsave_status:err"), server::log);
        try {
            Outcome.failed(redkit("call", "SET", "a", "1").run(), 1, "MISCONF");
            everyWriteStops("MISCONF");
        } finally {
            Files.delete(inTheWay);
            server.ask("SAVE");
        }
    }

    @Test
    void losesPatienceWithAServerThatWantsReplicas() {
        server.ask("CONFIG", "SET", "min-replicas-to-write", "1");
        Outcome.failed(redkit("call", "SET", "a", "1").run(), 1, "NOREPLICAS");
        everyWriteStops("NOREPLICAS");
    }

    @Test
    void losesPatienceWithAServerThatRunsAScript() {
        try (Wire script = Wire.open(server.plainTarget())) {
            script.send("EVAL", "while true do end", "0");
            script.flush();
            Eventually.holds(() -> redkit("ping").run().err().contains("BUSY"), server::log);
            Program.Result result = redkit("call", "GET", "a").run();
            Outcome.failed(result, 1, "BUSY");
            assertThat(result.err()).contains("SCRIPT KILL");
            everyWriteStops("BUSY");
        } finally {
            assertThat(Outcome.done(redkit("call", "SCRIPT", "KILL").run())).isEqualTo("OK\n");
        }
    }

    @Test
    void waitsForAServerThatLoads() {
        // Two minutes, if it were left at that: it must not be done before the impatient ones have ended.
        server.ask("DEBUG", "POPULATE", "120000");
        server.ask("CONFIG", "SET", "key-load-delay", "1000");
        try (Wire reload = Wire.open(server.plainTarget())) {
            reload.send("DEBUG", "RELOAD");
            reload.flush();
            Eventually.holds(() -> redkit("call", "GET", "a").run().err().contains("LOADING"), server::log);
            Outcome.failed(redkit("call", "GET", "a").run(), 1, "LOADING");
            try (Program.Running ready = redkit("ping", "--until-ready", "60s").start();
                    Program.Running pipe = redkit("-o", "csv", "pipe").start()) {
                Program.Result impatient =
                        redkit("-o", "csv", "pipe", "--patience", "100ms").run();
                Outcome.failedAfterData(impatient, 1, "LOADING", "refused again and again");
                server.ask("CONFIG", "SET", "key-load-delay", "0");
                assertThat(ready.await().exit()).isZero();
                assertThat(accepted(pipe.await())).isEqualTo(5_000);
            }
            assertThat(reload.read().text()).isEqualTo("OK");
        }
        server.ask("FLUSHALL");
    }

    /** Pipe ends by itself, long before it has sent all, with the server's word in its one sentence. */
    private void everyWriteStops(String word) {
        Program.Result result = redkit("-o", "csv", "pipe", "--patience", "100ms", "--in-flight", "100")
                .run();
        Outcome.failedAfterData(result, 1, word, "command 1 was refused");
        assertThat(accepted(result)).isZero();
        assertThat(Outcome.number(result, "commands")).isBetween(1L, 4_000L);
    }

    private static long accepted(Program.Result result) {
        return Outcome.number(result, "accepted");
    }
}
