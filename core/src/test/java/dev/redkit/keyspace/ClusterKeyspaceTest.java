package dev.redkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.keyspace.Tally.Fate;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ClusterKeyspaceTest {
    private static final int KEYS = 20_000;

    private final TestCluster cluster;
    private final Telling telling = new Telling();

    ClusterKeyspaceTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void fill() {
        cluster.masters().forEach(node -> node.ask("FLUSHALL"));
        try (Redis redis = Redis.open(cluster.target())) {
            for (Node node : redis.refresh().masters()) {
                fill(redis, node);
            }
        }
        assertThat(cluster.masters().stream()
                        .mapToLong(node -> node.ask("DBSIZE").number())
                        .sum())
                .isEqualTo(KEYS);
    }

    private static void fill(Redis redis, Node node) {
        try (Wire wire = redis.wire(node)) {
            int sent = 0;
            for (int i = 0; i < KEYS; i++) {
                byte[] key = ("key:" + i).getBytes(StandardCharsets.US_ASCII);
                if (redis.topology().ownerOf(key).equals(Optional.of(node))) {
                    wire.send("SET".getBytes(StandardCharsets.US_ASCII), key, Line.number(i));
                    sent++;
                }
            }
            for (int i = 0; i < sent; i++) {
                assertThat(wire.read().text()).isEqualTo("OK");
            }
        }
    }

    private Tally read(EntryConsumer consumer, Selection selection) throws IOException {
        try (Redis redis = Redis.open(cluster.target());
                Keyspace keyspace = new Keyspace(redis)) {
            keyspace.entries(selection, consumer);
            return keyspace.tally();
        }
    }

    @Test
    void readsAllMasters() throws IOException {
        Tally tally = read(telling, Selection.ALL);
        assertThat(tally.of(Fate.READ)).isEqualTo(KEYS);
        assertThat(telling.keys).hasSize(KEYS).containsEntry("key:77", "string 77");
    }

    @Test
    void findsNamedKeysWhereverTheyLive() throws IOException {
        read(telling, Selection.of(List.of("key:1", "key:2", "key:3", "key:4", "key:5")));
        assertThat(telling.keys).hasSize(5);
    }

    /** Slots of the second node, which is being read, and of the last, which is not yet, go to the first, which was. */
    @Test
    void losesNothingWhenSlotsMoveMeanwhile() throws IOException {
        TestServer first = cluster.masters().get(0);
        TestServer second = cluster.masters().get(1);
        TestServer last = cluster.masters().get(2);
        Set<String> stays = new HashSet<>();
        EntryConsumer consumer = new EntryConsumer() {
            private int count;

            @Override
            public void accept(Entry entry) throws IOException {
                telling.accept(entry);
                if (++count == KEYS / 2) {
                    for (int i = 0; i < 16; i++) {
                        cluster.move(12_000 + i * 20, last, first);
                        cluster.move(6_000 + i * 20, second, first);
                    }
                }
            }
        };
        Tally tally = read(consumer, Selection.ALL);
        for (int i = 0; i < KEYS; i++) {
            stays.add("key:" + i);
        }
        stays.removeAll(telling.keys.keySet());
        assertThat(stays).isEmpty();
        assertThat(telling.repeated).isEmpty();
        assertThat(tally.of(Fate.VANISHED)).isZero();
    }

    @Test
    void followsAKeyThatIsOnItsWayToAnotherNode() throws IOException {
        String key = "key:5";
        int slot = cluster.slotOf(key);
        TestServer from = cluster.ownerOf(slot);
        TestServer to = cluster.masters().get((cluster.masters().indexOf(from) + 1) % 3);
        assertThat(from.ask("EXISTS", key).number()).isEqualTo(1);
        String fromId = from.ask("CLUSTER", "MYID").text();
        String toId = to.ask("CLUSTER", "MYID").text();
        to.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", fromId);
        from.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", toId);
        try {
            from.ask("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000");
            read(telling, Selection.of(List.of(key)));
            assertThat(telling.keys).containsEntry(key, "string 5");
        } finally {
            to.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "STABLE");
            from.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "STABLE");
        }
    }
}
