package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class FailoverTest {
    private static final int COMMANDS = 40_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Flavour flavour;
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private int replicas;
    private final List<Refused> refused = new ArrayList<>();

    FailoverTest(TestServer any) {
        flavour = any.flavour();
    }

    @Test
    void followsTheMasterThatTheSentinelsName(TestSentinels sentinels) throws IOException {
        replicas = 1;
        Rewrites source = Rewrites.taking(Duration.ofSeconds(2), COMMANDS);
        TestServer before = sentinels.master();
        source.at(COMMANDS / 3, sentinels::failover);
        LaneReport report = run(source, sentinels.target());
        assertAllDone(report);
        assertThat(report.reconnects()).isPositive();
        TestServer after = sentinels.master();
        assertThat(after).isNotSameAs(before);
        String digest = digest(after);
        after.ask("FLUSHALL");
        run(source.again(), sentinels.target());
        assertThat(digest(after)).isEqualTo(digest);
    }

    @Test
    void doesNothingTwiceWhenAnotherBecomesTheMaster() throws IOException {
        try (TestSentinels sentinels = TestSentinels.start(flavour)) {
            Appends source = Appends.taking(Duration.ofSeconds(1), COMMANDS / 3).at(COMMANDS / 6, sentinels::failover);
            Target target = sentinels.target().but().timeout(TIMEOUT).build();
            try (Redis redis = Redis.open(target);
                    ExactlyOnce once = new ExactlyOnce(
                            redis.router(),
                            LaneLimits.DEFAULT,
                            "x",
                            Duration.ofDays(1),
                            (what, pause) -> trouble.add(what))) {
                LaneReport report = once.confirmedBy(1).run(source, refused::add);
                assertThat(report.reconnects()).isPositive();
                assertThat(report.open()).isZero();
                assertThat(refused).isEmpty();
                once.forget();
            }
            TestServer after = sentinels.master();
            after.ask("KEYS", "redkit:*").items().forEach(key -> after.ask("DEL", key.text()));
            String digest = digest(after);
            after.ask("FLUSHALL");
            try (Lanes plainly =
                    new Lanes(new SingleServer(after.target()), LaneLimits.DEFAULT, Duration.ofMinutes(1))) {
                plainly.run(source.again(), refused::add);
            }
            assertThat(digest(after)).isEqualTo(digest);
        }
    }

    @Test
    void losesNothingWhenSlotsMoveAndAReplicaIsMadeTheMaster() throws IOException {
        try (TestCluster cluster = TestCluster.start(flavour, 1)) {
            int slot = cluster.slotOf("k1");
            TestServer from = cluster.ownerOf(slot);
            TestServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
            TestServer replica = cluster.replicas().get(cluster.masters().indexOf(to));
            Rewrites source = Rewrites.taking(Duration.ofSeconds(3), COMMANDS);
            source.at(COMMANDS / 4, () -> cluster.move(slot, from, to));
            source.at(COMMANDS / 2, () -> replica.ask("CLUSTER", "FAILOVER"));
            source.at(COMMANDS * 3 / 4, () -> TestCluster.promote(replica));
            LaneReport report = run(source, cluster.target());
            assertAllDone(report);
            assertThat(report.retried()).isPositive();
            assertSame(cluster, source);
        }
    }

    @Test
    void goesOnWithTheReplicaOfANodeThatDies() throws IOException {
        try (TestCluster cluster = TestCluster.start(flavour, 1)) {
            TestServer dying = cluster.masters().get(1);
            TestServer heir = cluster.replicas().get(1);
            Rewrites source = Rewrites.taking(Duration.ofSeconds(2), COMMANDS);
            source.at(COMMANDS / 2, () -> TestCluster.killInSync(dying, heir));
            LaneReport report = run(source, cluster.target());
            assertAllDone(report);
            assertThat(report.reconnects()).isPositive();
            assertThat(isMaster(heir)).isTrue();
            assertSame(cluster, source);
        }
    }

    private void assertAllDone(LaneReport report) {
        assertThat(refused).isEmpty();
        assertThat(report.accepted()).isEqualTo(COMMANDS);
        assertThat(report.open()).isZero();
    }

    private void assertSame(TestCluster cluster, Rewrites source) throws IOException {
        BigInteger before = digest(cluster);
        for (TestServer node : masters(cluster)) {
            node.ask("FLUSHALL");
        }
        run(source.again(), cluster.target());
        assertThat(digest(cluster)).isEqualTo(before);
    }

    /** A digest is the XOR of those of the keys, on however many nodes they are. */
    private static BigInteger digest(TestCluster cluster) {
        return masters(cluster).stream()
                .map(node -> new BigInteger(digest(node), 16))
                .reduce(BigInteger.ZERO, BigInteger::xor);
    }

    private static String digest(TestServer server) {
        return server.ask("DEBUG", "DIGEST").text();
    }

    private static List<TestServer> masters(TestCluster cluster) {
        List<TestServer> all = new ArrayList<>(cluster.masters());
        all.addAll(cluster.replicas());
        return all.stream().filter(FailoverTest::isMaster).toList();
    }

    private static boolean isMaster(TestServer server) {
        try {
            return server.ask("ROLE").items().get(0).text().equals("master");
        } catch (Unreachable e) {
            return false;
        }
    }

    private LaneReport run(CommandSource source, Target target) throws IOException {
        Target hasty = target.but().timeout(TIMEOUT).build();
        try (Redis redis = Redis.open(hasty);
                Lanes lanes = Lanes.resending(
                        redis.router(), LaneLimits.DEFAULT, TIMEOUT, (what, pause) -> trouble.add(what))) {
            lanes.confirmedBy(replicas);
            return lanes.run(source, refused::add);
        } catch (RuntimeException e) {
            throw new AssertionError("after " + trouble, e);
        }
    }
}
