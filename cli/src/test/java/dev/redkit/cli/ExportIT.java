package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code redkit export} as a whole program: little memory, signals, closed pipes. */
@RedisServer(config = "enable-debug-command yes")
final class ExportIT {
    private static final String BIG = """
            local pad = string.rep('x', 200)
            for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
                redis.call('RPUSH', 'list', pad .. i)
                redis.call('SADD', 'set', pad .. i)
                redis.call('ZADD', 'zset', i / 3, pad .. i)
                redis.call('HSET', 'hash', pad .. i, i)
                redis.call('XADD', 'stream', i .. '-1', 'field', pad .. i)
            end
            """;

    @TempDir
    private Path folder;

    private final TestServer server;

    ExportIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Program redkit(String... words) {
        return Program.redkit(words).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    /** Five values of 200,000 elements, some 45 MB each, and a string of 100 MB: any of them fills such a heap. */
    @ParameterizedTest
    @ValueSource(strings = {"all.jsonl", "all.resp", "all.csv"})
    void bigKeysPassThroughASmallHeap(String name) throws IOException {
        for (int from = 1; from < 200_000; from += 10_000) {
            server.ask("EVAL", BIG, "0", Integer.toString(from), Integer.toString(from + 9_999));
        }
        server.ask("SETRANGE", "string", "100000000", "end");
        String digest = server.ask("DEBUG", "DIGEST").text();
        Path file = folder.resolve(name);
        Program.Result result = redkit("-o", "csv", "export", "--progress", "none", "--out", file.toString())
                .env("REDKIT_OPTS", "-Xmx40m")
                .run();
        Outcome.done(result);
        assertThat(Outcome.number(result, "written")).isEqualTo(6);
        assertThat(Files.size(file)).isGreaterThan(300_000_000);
        if (name.endsWith(".resp")) {
            server.ask("FLUSHALL");
            Outcome.done(redkit("pipe", "--progress", "none", file.toString()).run());
            assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        }
        // Half a gigabyte is a good part of a small machine.
        Files.delete(file);
        server.ask("FLUSHALL");
    }

    @Test
    void leavesNoFileBehindWhenInterrupted() throws IOException {
        server.ask("DEBUG", "POPULATE", "1000000", "key", "20");
        Path file = folder.resolve("all.jsonl");
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            // So slow that it cannot be done before it is told to stop.
            proxy.toClient().throttle(1_000_000);
            Program export = redkit("export", "--out", file.toString(), "--progress", "json")
                    .env("REDIS_URL", "redis://127.0.0.1:" + proxy.port());
            try (Program.Running running = export.start()) {
                Eventually.holds(() -> running.err().contains("\"records\":"), running::err);
                running.signal("INT");
                Program.Result result = running.await();
                assertThat(result.exit()).as("%s", result).isEqualTo(130);
                Outcome.noTraces(result);
                assertThat(result.err()).contains("interrupted: " + file + " was not written");
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void endsQuietlyWhenItsReaderDoes() {
        server.ask("DEBUG", "POPULATE", "100000", "key", "20");
        Program.Result result = Program.shell("redkit export | head -n 2")
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"key\":"));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void saysWhenTheDiskIsFull() {
        server.ask("DEBUG", "POPULATE", "100000", "key", "200");
        Program.Result result = redkit("export", "--out", "/dev/full").run();
        Outcome.failed(result, 1, "/dev/full");
    }

    @Test
    void keepsBytesThatAreNoText() throws IOException {
        server.ask("EVAL", "redis.call('HSET', '\\255\\0', '\\128', '\\255')", "0");
        Path file = folder.resolve("bytes.csv");
        Outcome.done(redkit("export", "--out", file.toString(), "--fields", "x").run());
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .isEqualTo("key,expire_at,x\n\"\u00ff\u0000\",,\n");
        assertThat(redkit("export").run().out())
                .isEqualTo("{\"key\":{\"$base64\":\"/wA=\"},\"type\":\"hash\","
                        + "\"value\":[[{\"$base64\":\"gA==\"},{\"$base64\":\"/w==\"}]]}\n");
    }
}
