package dev.redkit.tail.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Redis;
import dev.redkit.tail.Watched;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "notify-keyspace-events KA")
final class ClusterTapsTest {
    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, Patience.LARGEST);

    private final TestCluster cluster;

    ClusterTapsTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    private ShardedSource sharded(String... names) {
        List<byte[]> channels = Stream.of(names)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new ShardedSource(Redis.open(cluster.target()), channels, PATIENT);
    }

    /** Publishes until it is heard: a channel that moves is not anywhere for a moment. */
    private static void publish(TestServer node, Watched watched, String channel, String message) {
        Eventually.holds(
                () -> {
                    node.ask("SPUBLISH", channel, message);
                    return watched.seen().contains(channel + " " + message);
                },
                () -> message + "; " + watched.remarks());
    }

    @Test
    void hearsShardedChannelsOfAllNodesAndFollowsASlot() {
        try (Watched watched = Watched.start(sharded("a", "b", "c"))) {
            for (String channel : List.of("a", "b", "c")) {
                publish(cluster.ownerOf(cluster.slotOf(channel)), watched, channel, "hello");
            }
            int slot = cluster.slotOf("a");
            TestServer from = cluster.ownerOf(slot);
            TestServer to = cluster.masters().stream()
                    .filter(node -> node != from)
                    .findFirst()
                    .orElseThrow();
            cluster.move(slot, from, to);
            try {
                publish(to, watched, "a", "after the move");
                assertThat(watched.awaitGap().cause()).contains("slot " + slot + " of a moved away from");
            } finally {
                cluster.move(slot, to, from);
            }
            publish(from, watched, "a", "back again");
        }
    }

    @Test
    void hearsWhatHappensToKeysOnAllMasters() {
        Redis redis = Redis.open(cluster.target());
        KeyspaceEvents events = new KeyspaceEvents(redis, Set.of("set"), complaint -> {});
        KeyspaceSource source = new KeyspaceSource(redis, List.of("k:*"), Set.of("set"), events, PATIENT);
        try (Watched watched = Watched.start(source)) {
            Eventually.holds(
                    () -> watched.remarks().stream()
                                    .filter(text -> text.startsWith("listening"))
                                    .count()
                            == 3,
                    () -> "three masters; " + watched.remarks());
            for (int i = 0; i < 20; i++) {
                TestServer owner = cluster.ownerOf(cluster.slotOf("k:" + i));
                owner.ask("SET", "k:" + i, "v");
                owner.ask("DEL", "k:" + i);
            }
            assertThat(watched.sees(20).seen()).hasSize(20).contains("k:0 set", "k:19 set");
        }
    }

    @Test
    void hearsPlainChannelsThroughAnyNodeAndTakesAnotherWhenItFails() {
        try (TestCluster own = TestCluster.start(cluster.masters().get(0).flavour(), 1);
                Watched watched =
                        Watched.start(ChannelSourceTest.source(own.target(), Interest.CHANNEL, PATIENT, "a"))) {
            TestServer node = own.masters().stream()
                    .filter(one ->
                            one.ask("PUBSUB", "NUMSUB", "a").items().get(1).number() == 1)
                    .findFirst()
                    .orElseThrow();
            node.kill();
            TestServer other = own.masters().stream()
                    .filter(one -> one != node)
                    .findFirst()
                    .orElseThrow();
            Eventually.holds(
                    () -> {
                        other.ask("PUBLISH", "a", "still here");
                        return !watched.seen().isEmpty();
                    },
                    () -> "a message; " + watched.remarks());
            assertThat(watched.gaps().get(0).cause()).contains("is gone");
        }
    }

    @Test
    void followsAShardedChannelWhenItsMasterFails() {
        try (TestCluster own = TestCluster.start(cluster.masters().get(0).flavour(), 1)) {
            ShardedSource source =
                    new ShardedSource(Redis.open(own.target()), List.of("a".getBytes(StandardCharsets.UTF_8)), PATIENT);
            try (Watched watched = Watched.start(source)) {
                TestServer master = own.ownerOf(own.slotOf("a"));
                int index = own.masters().indexOf(master);
                publish(master, watched, "a", "before");
                master.kill();
                TestServer replica = own.replicas().get(index);
                Eventually.holds(
                        () -> replica.ask("ROLE").items().get(0).text().equals("master"), () -> "another master");
                publish(replica, watched, "a", "after");
                assertThat(watched.gaps()).isNotEmpty();
            }
        }
    }
}
