package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.pipe.Pipe;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ClusterLanesTest {
    private static final LaneLimits LIMITS = new LaneLimits(1024 * 1024, 20_000, Duration.ofMinutes(1));

    private final TestCluster cluster;
    private final List<String> complaints = new ArrayList<>();

    ClusterLanesTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void empty() {
        cluster.masters().forEach(node -> node.ask("FLUSHALL"));
    }

    @Test
    void sendsEachCommandToTheNodeOfItsKey() throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            commands.append("SET key:").append(i).append(" v\n");
        }
        commands.append("EVAL \"return redis.call('INCR',KEYS[1])\" 1 counter\nPING\n");
        Pipe.Outcome outcome = pipe(commands.toString());
        assertThat(complaints).isEmpty();
        assertThat(outcome.sent().accepted()).isEqualTo(30_002);
        assertThat(outcome.sent().retried()).isZero();
        assertThat(keys()).isEqualTo(30_001);
        assertThat(cluster.masters()).allMatch(node -> node.ask("DBSIZE").number() > 9_000);
    }

    @Test
    void followsASlotThatMovesWhileCommandsGoThereAndKeepsTheOrderOfItsKey() throws Exception {
        int slot = cluster.slotOf("list");
        TestServer from = cluster.ownerOf(slot);
        TestServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            commands.append("RPUSH list ")
                    .append(i)
                    .append("\nSET other:")
                    .append(i)
                    .append(" x\n");
        }
        // The slot moves while commands go there; before the last third of them, it has moved.
        InputStream commandsDuringTheMove =
                new Slow(commands.toString().getBytes(StandardCharsets.UTF_8), () -> cluster.move(slot, from, to));
        Pipe.Outcome outcome = pipe(commandsDuringTheMove);
        assertThat(complaints).isEmpty();
        assertThat(outcome.sent().accepted()).isEqualTo(120_000);
        assertThat(outcome.sent().retried()).isPositive();
        List<Reply> list = to.ask("LRANGE", "list", "0", "-1").items();
        assertThat(list).hasSize(60_000);
        for (int i = 0; i < list.size(); i++) {
            assertThat(list.get(i).text()).isEqualTo(Integer.toString(i));
        }
        cluster.move(slot, to, from);
    }

    @Test
    void asksTheImportingNodeForKeysThatHaveGoneAhead() throws IOException {
        int slot = cluster.slotOf("{tag}");
        TestServer from = cluster.ownerOf(slot);
        TestServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
        from.ask("SET", "{tag}:stays", "old");
        to.ask(
                "CLUSTER",
                "SETSLOT",
                "" + slot,
                "IMPORTING",
                from.ask("CLUSTER", "MYID").text());
        from.ask(
                "CLUSTER",
                "SETSLOT",
                "" + slot,
                "MIGRATING",
                to.ask("CLUSTER", "MYID").text());
        try {
            Pipe.Outcome outcome = pipe("SET {tag}:new 1\nAPPEND {tag}:stays +\nINCR {tag}:new\nINCR {tag}:new\n");
            assertThat(complaints).isEmpty();
            assertThat(outcome.sent().accepted()).isEqualTo(4);
            assertThat(from.ask("GET", "{tag}:stays").text()).isEqualTo("old+");
            assertThat(from.ask("EXISTS", "{tag}:stays").number()).isEqualTo(1);
        } finally {
            from.ask("CLUSTER", "SETSLOT", "" + slot, "STABLE");
            to.ask("CLUSTER", "SETSLOT", "" + slot, "STABLE");
        }
        assertThat(to.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void waitsForASlotThatNobodyServesJustNow() throws Exception {
        int slot = cluster.slotOf("x");
        TestServer owner = cluster.ownerOf(slot);
        owner.ask("CLUSTER", "DELSLOTS", "" + slot);
        List<String> before = refusals(owner);
        Thread mending = new Thread(() -> {
            Eventually.holds(() -> !refusals(owner).equals(before), () -> "a command that nobody serves");
            owner.ask("CLUSTER", "ADDSLOTS", "" + slot);
        });
        mending.start();
        Pipe.Outcome outcome = pipe("SET x 1\nINCR x\n");
        mending.join();
        assertThat(complaints).isEmpty();
        assertThat(outcome.sent().accepted()).isEqualTo(2);
        assertThat(outcome.sent().retried()).isPositive();
        assertThat(owner.ask("GET", "x").text()).isEqualTo("2");
    }

    @Test
    void leavesOutWhatNoSingleNodeCanDo() throws IOException {
        Pipe.Outcome outcome = pipe("SET a 1\nFLUSHALL\nMULTI\nSET b 1\nEXEC\nMSET a 1 b 2\nSET c 1\n");
        assertThat(complaints)
                .containsExactlyInAnyOrder(
                        "line 2 of test: NOROUTE this command is for every node of a cluster: send it to each one",
                        "line 3 of test: a transaction cannot be spread over the nodes of a cluster",
                        "line 4 of test: a transaction cannot be spread over the nodes of a cluster",
                        "line 5 of test: a transaction cannot be spread over the nodes of a cluster",
                        "line 6 of test: CROSSSLOT Keys in request don't hash to the same slot");
        assertThat(outcome.failed()).isEqualTo(5);
        assertThat(outcome.sent().accepted()).isEqualTo(2);
        assertThat(keys()).isEqualTo(2);
    }

    private static List<String> refusals(TestServer node) {
        return node.ask("INFO", "errorstats")
                .text()
                .lines()
                .filter(line -> line.contains("CLUSTERDOWN"))
                .toList();
    }

    private long keys() {
        return cluster.masters().stream()
                .mapToLong(node -> node.ask("DBSIZE").number())
                .sum();
    }

    private Pipe.Outcome pipe(String commands) throws IOException {
        return pipe(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)));
    }

    private Pipe.Outcome pipe(InputStream commands) throws IOException {
        Target target = cluster.target();
        try (Redis redis = Redis.open(target);
                Lanes lanes = new Lanes(redis.router(), LIMITS, target.timeout())) {
            Pipe pipe = new Pipe(lanes, (where, why, command) -> complaints.add(where + ": " + why), Long.MAX_VALUE);
            return pipe.run(commands, "test", false, new Progress());
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes about a second to give all its bytes. Something begins after a third, and is done after two thirds. */
    private static final class Slow extends ByteArrayInputStream {
        private final int step;
        private final Thread meanwhile;

        Slow(byte[] bytes, Runnable meanwhile) {
            super(bytes);
            this.step = bytes.length / 200 + 1;
            this.meanwhile = new Thread(meanwhile);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            pause(5);
            int before = pos * 3 / count;
            int got = super.read(into, offset, Math.min(length, step));
            int after = pos * 3 / count;
            if (before == 0 && after == 1) {
                meanwhile.start();
            } else if (before == 1 && after == 2) {
                join(meanwhile);
            }
            return got;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
