package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.lane.CommandSource;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.wire.CommandBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands on their way to a server or a cluster. */
@RedisServer
final class AofReplayTest {
    private final TestCluster cluster;

    AofReplayTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    private static String resp(String... words) {
        CommandBuffer buffer = new CommandBuffer(64).command(words);
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }

    private static AofReader reader(String... commands) throws IOException {
        byte[] log = String.join("", commands).getBytes(StandardCharsets.UTF_8);
        return AofReader.of(new ByteArrayInputStream(log), "log");
    }

    @Test
    void aClusterDoesWhatItCanAndTheRestIsCounted() throws IOException {
        AofReader reader = reader(
                resp("SET", "a", "1"),
                resp("MULTI"),
                resp("SET", "{t}x", "1"),
                resp("INCR", "{t}n"),
                resp("EXEC"),
                resp("MULTI"),
                resp("SET", "p", "1"),
                resp("SET", "q", "1"),
                resp("EXEC"),
                resp("SELECT", "3"),
                resp("SET", "elsewhere", "1"),
                resp("SELECT", "0"),
                resp("SET", "b", "1"));
        List<Refused> refused = new ArrayList<>();
        try (Redis redis = Redis.open(cluster.target())) {
            TransactionRouter router = new TransactionRouter(redis.router());
            AofReplay replay = new AofReplay(reader, ReplayPlan.ALL, router, ReplayClock.SYSTEM);
            try (Lanes lanes = new Lanes(router, LaneLimits.DEFAULT, Duration.ofSeconds(30))) {
                lanes.run(replay, refused::add);
                assertThat(lanes.report().accepted()).isEqualTo(6);
            }
            assertThat(refused).isEmpty();
            assertThat(replay.unfit()).isEqualTo(3);
            assertThat(replay.leftOut())
                    .containsEntry("cannot: a transaction with keys of several slots", 2L)
                    .containsEntry("cannot: a cluster has only database 0", 1L);
        }
    }

    @Test
    void thePaceIsThatOfTheTimesThatWereNoted() throws IOException {
        long[] now = {0};
        List<Long> pauses = new ArrayList<>();
        ReplayClock clock = new ReplayClock(() -> now[0], nanos -> {
            pauses.add(nanos);
            now[0] += nanos;
        });
        AofReader reader = reader("#TS:100\r\n", resp("SET", "a", "1"), "#TS:110\r\n", resp("SET", "b", "1"));
        ReplayPlan tenfold = new ReplayPlan(Long.MAX_VALUE, null, 0, null, List.of(), 10, true);
        AofReplay replay = new AofReplay(reader, tenfold, null, clock);
        CommandBuffer out = new CommandBuffer(64);
        assertThat(replay.next(out)).isEqualTo(CommandSource.Pull.COMMAND);
        assertThat(replay.next(out)).isEqualTo(CommandSource.Pull.NOT_YET);
        assertThat(replay.next(out)).isEqualTo(CommandSource.Pull.COMMAND);
        assertThat(now[0]).isEqualTo(1_000_000_000L);
        assertThat(pauses).allMatch(nanos -> nanos <= 50_000_000);
        assertThat(replay.next(out)).isEqualTo(CommandSource.Pull.END);
    }

    @Test
    void aLargeCommandPassesInPiecesEvenBehindAChangeOfDatabase() throws IOException {
        String large = resp("SET", "big", "x".repeat(3 << 20));
        String log = resp("SELECT", "2") + large + resp("MULTI") + large + resp("EXEC");
        AofReplay replay = new AofReplay(reader(log), ReplayPlan.ALL, null, ReplayClock.SYSTEM);
        CommandBuffer out = new CommandBuffer(64);
        List<CommandSource.Pull> pulls = new ArrayList<>();
        for (CommandSource.Pull pull = replay.next(out); pull != CommandSource.Pull.END; pull = replay.next(out)) {
            pulls.add(pull);
        }
        assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
                .isEqualTo(log);
        assertThat(pulls).contains(CommandSource.Pull.PART, CommandSource.Pull.LAST_PART);
        assertThat(pulls.stream().filter(pull -> pull == CommandSource.Pull.COMMAND))
                .hasSize(3);
    }

    @Test
    void anEndInsideATransactionGivesItUp() throws IOException {
        String log = resp("MULTI") + "#TS:100\r\n" + resp("SET", "a", "1") + "#TS:200\r\n" + resp("SET", "b", "1")
                + resp("EXEC");
        ReplayPlan until = new ReplayPlan(150, null, 0, null, List.of(), 0, true);
        AofReplay replay = new AofReplay(reader(log), until, null, ReplayClock.SYSTEM);
        CommandBuffer out = new CommandBuffer(64);
        while (replay.next(out) != CommandSource.Pull.END) {
            // All of it.
        }
        assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
                .isEqualTo(resp("MULTI") + resp("SET", "a", "1") + resp("DISCARD"));
    }
}
