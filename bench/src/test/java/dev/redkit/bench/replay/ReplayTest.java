package dev.redkit.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Arrivals;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RedisServer
class ReplayTest {
    private static final Replay.Manner MAX = new Replay.Manner(0, 0, false, Optional.empty());

    private final TestServer server;

    @TempDir
    private Path folder;

    ReplayTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private record Played(Report report, Survey survey) {}

    private Played play(Path file, Replay.Manner manner) {
        try (Redis redis = Redis.open(server.plainTarget())) {
            return play(redis, file, manner);
        }
    }

    private static Played play(Redis redis, Path file, Replay.Manner manner) {
        try (Replay replay = Replay.open(redis, file, manner)) {
            Load load = new Load(
                    replay.connections(),
                    1,
                    manner.speed() == 0 ? 1 : 1024,
                    replay.rate(),
                    Arrivals.CONSTANT,
                    replay.survey().count(),
                    Duration.ZERO,
                    Optional.of(Duration.ZERO),
                    1,
                    1,
                    false,
                    false,
                    Duration.ofSeconds(20));
            Trial.Outcome outcome = Trial.replay(redis, replay.workload(), load, replay, tick -> {}, () -> false);
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
            return new Played(outcome.report(), replay.survey());
        }
    }

    private static String text(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("traffic.txt"), text(lines), StandardCharsets.ISO_8859_1);
    }

    /** What MONITOR of the real server says to the work, as redis-cli would print it. */
    private Path monitored(Runnable work) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Wire monitor = Wire.open(server.plainTarget())) {
            monitor.demand("MONITOR");
            work.run();
            server.ask("ECHO", "the-end");
            while (lines.isEmpty() || !lines.get(lines.size() - 1).contains("\"the-end\"")) {
                lines.add(monitor.next(Duration.ofSeconds(20)).orElseThrow().text());
            }
        }
        return file(lines.toArray(String[]::new));
    }

    private void traffic() {
        try (Wire one = Wire.open(server.plainTarget());
                Wire other = Wire.open(server.plainTarget())) {
            one.demand("SET", "a key", "\"quoted\" \\ and\r\nmore");
            one.call(
                    "SET".getBytes(StandardCharsets.UTF_8), new byte[] {0, -1, 10, 34}, new byte[] {1, 2, (byte) 0x80});
            other.demand("SELECT", "3");
            for (int i = 0; i < 50; i++) {
                one.demand("RPUSH", "list", "one" + i);
                other.demand("RPUSH", "list", "other" + i);
            }
            one.demand("MULTI");
            one.demand("INCR", "n");
            one.demand("INCRBYFLOAT", "f", "1.5");
            one.demand("EXEC");
            one.demand("EVAL", "return redis.call('HSET', KEYS[1], 'f', ARGV[1])", "1", "hash", "v");
            one.demand("INFO", "server");
        }
    }

    @Test
    void trafficThatWasMonitoredGivesTheSameData() throws IOException {
        Path file = monitored(this::traffic);
        String digest = server.ask("DEBUG", "DIGEST").text();
        server.ask("FLUSHALL");
        Played played = play(file, MAX);
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        assertThat(played.report().errorCount()).isZero();
        assertThat(played.survey().clients()).isEqualTo(3);
        assertThat(played.survey().databases()).isTrue();
        assertThat(played.survey().leftOut())
                .containsEntry("commands that a script ran: the script itself runs again", 1L)
                .containsEntry("commands of administrators", 1L)
                .containsKey("commands about connections");
        assertThat(played.report().indexOf("rpush")).isNotNegative();
        // SELECT is ours: one for the second client.
        assertThat(played.report().count()).isEqualTo(played.survey().count() + 1);
    }

    @Test
    void requestsLeaveAtTheirMoments() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            lines.add("17000000%02d.%06d [0 127.0.0.1:%d] \"GET\" \"k\""
                    .formatted(i / 10, i % 10 * 100_000, 5000 + i % 2));
        }
        Played played = play(file(lines.toArray(String[]::new)), new Replay.Manner(4, 0, false, Optional.empty()));
        assertThat(played.survey().seconds()).isEqualTo(2);
        assertThat(played.report().seconds()).isGreaterThanOrEqualTo(0.5);
        assertThat(played.report().count()).isEqualTo(21);
        assertThat(played.report().open()).isTrue();
        assertThat(played.report().lag().orElseThrow().getTotalCount()).isEqualTo(21);
    }

    @Test
    void onlyReadsAreSentIfThatIsWanted() throws IOException {
        Path file = monitored(() -> {
            server.ask("SET", "k", "v");
            server.ask("GET", "k");
            server.ask("STRLEN", "k");
            server.ask("DEL", "k");
        });
        Played played = play(file, new Replay.Manner(0, 0, true, Optional.empty()));
        assertThat(server.ask("DBSIZE").number()).isZero();
        assertThat(played.survey().leftOut()).containsEntry("writes", 3L);
        assertThat(played.report().count()).isEqualTo(2);
    }

    @Test
    void keysGetAnotherBeginning() throws IOException {
        Path file = monitored(() -> {
            server.ask("MSET", "user:1", "user:x", "user:2", "y", "other", "z");
            server.ask("EVAL", "return redis.call('SET', KEYS[2], ARGV[1])", "2", "other", "user:3", "user:v");
            server.ask("SUNIONSTORE", "user:s", "user:none");
            server.ask("XADD", "user:stream", "1-1", "f", "v");
            server.ask("XREAD", "COUNT", "1", "STREAMS", "user:stream", "0");
        });
        server.ask("FLUSHALL");
        play(file, new Replay.Manner(0, 0, false, Optional.of("user:=copy:")));
        assertThat(server.ask("KEYS", "*").items())
                .extracting(reply -> reply.text())
                .containsExactlyInAnyOrder("copy:1", "copy:2", "copy:3", "copy:stream", "other");
        assertThat(server.ask("GET", "copy:1").text()).isEqualTo("user:x");
        assertThat(server.ask("GET", "copy:3").text()).isEqualTo("user:v");
    }

    @Test
    void clientsMayShareConnections() throws IOException {
        Path file = monitored(this::traffic);
        server.ask("FLUSHALL");
        Played played = play(file, new Replay.Manner(0, 1, false, Optional.empty()));
        assertThat(played.survey().leftOut()).containsEntry("brackets of transactions", 2L);
        assertThat(server.ask("GET", "n").text()).isEqualTo("1");
        assertThat(server.ask("LLEN", "list").number()).isEqualTo(50);
    }

    @Test
    void appendOnlyFilesAreTraffic() throws IOException {
        server.ask("CONFIG", "SET", "aof-use-rdb-preamble", "no");
        server.ask("CONFIG", "SET", "aof-timestamp-enabled", "yes");
        // Else the server may answer long before it writes, when the disk is busy.
        server.ask("CONFIG", "SET", "appendfsync", "always");
        server.ask("CONFIG", "SET", "appendonly", "yes");
        Eventually.holds(
                () -> server.ask("INFO", "persistence").text().contains("aof_rewrite_in_progress:0"), () -> "a base");
        traffic();
        String digest = server.ask("DEBUG", "DIGEST").text();
        Path copy = Files.createDirectory(folder.resolve("aof"));
        try (Stream<Path> files = Files.list(server.directory().resolve("appendonlydir"))) {
            for (Path one : files.toList()) {
                Files.copy(one, copy.resolve(one.getFileName()));
            }
        }
        server.ask("CONFIG", "SET", "appendonly", "no");
        server.ask("FLUSHALL");
        Played played = play(copy, MAX);
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        assertThat(played.survey().clients()).isEqualTo(1);
    }

    @Test
    void inAClusterRequestsGoWhereTheirKeysAre(TestCluster cluster) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add("1700000000.%06d [0 127.0.0.1:%d] \"SET\" \"key:%d\" \"v\"".formatted(i, 5000 + i % 7, i));
        }
        try (Redis redis = Redis.open(cluster.target())) {
            Played played = play(redis, file(lines.toArray(String[]::new)), MAX);
            assertThat(played.report().errorCount()).isZero();
            assertThat(played.report().count()).isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000.000001 [0 127.0.0.1:1] \"GET",
                "1700000000.000001 [x 127.0.0.1:1] \"GET\" \"k\"",
                "1700000000.000001 0 127.0.0.1:1 \"GET\" \"k\"",
                "1700000000 [0 127.0.0.1:1] \"GET\" \"k\"",
                "1700000000.000001 [0 127.0.0.1:1]",
                "{\"at\": 5",
                "{\"at\": 5, \"channel\": \"news\", \"payload\": \"x\"}",
            })
    void aLineThatIsNoRequestIsToldWithItsNumber(String line) throws IOException {
        Path file = file("OK", "1700000000.000001 [0 [::1]:5555] \"PING\"", line);
        assertThatThrownBy(() -> play(file, MAX))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("traffic.txt, line 3: ");
    }

    @Test
    void whatIsNoRecordingIsToldSo() throws IOException {
        Path other = Files.writeString(folder.resolve("x"), "hello\n");
        assertThatThrownBy(() -> play(other, MAX)).isInstanceOf(BadInput.class).hasMessageContaining("no recording");
        Path nothing = file("1700000000.000001 [0 127.0.0.1:1] \"CONFIG\" \"GET\" \"*\"");
        assertThatThrownBy(() -> play(nothing, MAX))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nothing to send");
        Path one = file("1700000000.000001 [0 127.0.0.1:1] \"PING\"");
        assertThatThrownBy(() -> play(one, new Replay.Manner(1, 0, false, Optional.empty())))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("does not say when");
    }
}
