package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer
class ClusterModelsTest {
    private static final Tensor BASE = Imports.large("base", 1, 50_000);

    private final TestCluster cluster;
    private final ModelStore store;

    ClusterModelsTest(TestCluster cluster) {
        this.cluster = cluster;
        this.store = ModelStore.open(Redis.open(cluster.target()));
    }

    @BeforeEach
    void empty() {
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    private Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (TestServer master : cluster.masters()) {
            master.ask("KEYS", "*").items().stream().map(Reply::text).forEach(keys::add);
        }
        return keys;
    }

    private static ImportOptions options(boolean spread, boolean dedupe) {
        return new ImportOptions(1000, spread, dedupe, true, Duration.ofMinutes(1), true);
    }

    private void isWhole(String name, Tensor... tensors) {
        try (StoredModel model = store.open(ModelName.parse(name))) {
            assertThat(Verification.of(model, new Progress(), () -> false)).isEmpty();
            for (int i = 0; i < tensors.length; i++) {
                assertThat(Imports.bytes(model.tensors().get(i))).isEqualTo(Imports.bytes(tensors[i]));
            }
        }
    }

    @Test
    void keepsAModelInOneSlot() {
        Imports.run(store, options(false, false), Imports.order("m", List.of(BASE)));
        assertThat(cluster.masters().stream().filter(one -> one.ask("DBSIZE").number() > 0))
                .hasSize(1);
        isWhole("m", BASE);
        assertThat(store.list(() -> false)).extracting(Head::name).containsExactly("m");
    }

    @Test
    void spreadsTheBytesOfAModelLargerThanANode() {
        Imports.run(store, options(true, false), Imports.order("m", List.of(BASE)));
        assertThat(cluster.masters()).allMatch(one -> one.ask("DBSIZE").number() > 5);
        for (TestServer master : cluster.masters()) {
            for (Reply key : master.ask("KEYS", "*").items()) {
                assertThat(master.ask("PTTL", key.text()).number())
                        .as(key.text())
                        .isEqualTo(-1);
            }
        }
        isWhole("m", BASE);
        new Deletion(store, InstantSource.system()).model("m");
        assertThat(keys()).containsExactly("model:{m}:events");
    }

    @Test
    void sharesAndSweepsSpreadBytes() {
        Tensor first = Imports.floats("head", 1, 4);
        Tensor second = Imports.floats("head", 2, 4);
        Imports.run(store, options(true, true), Imports.order("m", List.of(BASE, first)));
        Import.Report again = Imports.run(store, options(true, true), Imports.order("m", List.of(BASE, second)));
        assertThat(again.sent()).isEqualTo(16);
        Sweep.Report swept = new Sweep(store, InstantSource.system()).run("m", 0, Duration.ZERO, false);
        assertThat(swept.blobs()).isEqualTo(1);
        isWhole("m", BASE, second);
        new Deletion(store, InstantSource.system()).model("m");
        assertThat(keys()).containsExactly("model:{m}:events");
    }

    @Test
    void sweepsWhatACrashHasLeftOfASpreadVersion() {
        Imports.run(store, options(true, false), Imports.order("m", List.of(Imports.floats("w", 1, 4))));
        Imports.run(store, options(true, false), Imports.order("m", List.of(BASE)));
        Set<String> before = keys();
        // As if the process had died between the bytes and the transaction.
        TestServer owner = cluster.ownerOf(cluster.slotOf("model:{m}"));
        owner.ask("ZREM", "model:{m}:versions", "2");
        owner.ask("HSET", "model:{m}", "current", "1", "latest", "1");
        owner.ask("HSET", "model:{m}:v:2", "state", "loading");
        owner.ask("ZADD", "model:{m}:loading", "1", "2");
        Sweep.Report swept = new Sweep(store, InstantSource.system()).run("m", -1, Duration.ofHours(1), false);
        assertThat(swept.unfinished()).isEqualTo(1);
        assertThat(before.removeIf(key -> key.contains(":v:2"))).isTrue();
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void goesWhereAServerSendsItThoughTheFirstOneHasNotHeardOfThat() {
        TestServer first = cluster.masters().get(0);
        TestServer owner = cluster.masters().get(1);
        TestServer other = cluster.masters().get(2);
        String name = IntStream.range(0, 100)
                .mapToObj(i -> "m" + i)
                .filter(one -> cluster.ownerOf(cluster.slotOf("model:{" + one + "}")) == owner)
                .findFirst()
                .orElseThrow();
        int slot = cluster.slotOf("model:{" + name + "}");
        Imports.run(store, options(false, false), Imports.order(name, List.of(BASE)));
        cluster.move(slot, owner, other);
        try {
            String id = owner.ask("CLUSTER", "MYID").text();
            first.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", id);
            isWhole(name, BASE);
        } finally {
            cluster.move(slot, other, owner);
        }
    }

    @Test
    void followsASlotThatMovesDuringAnImport() {
        TestServer owner = cluster.ownerOf(cluster.slotOf("model:{m}"));
        TestServer other = cluster.masters().stream()
                .filter(one -> one.port() != owner.port())
                .findFirst()
                .orElseThrow();
        Imports.run(store, options(false, false), Imports.order("m", List.of(Imports.floats("w", 1, 4))));
        cluster.move(cluster.slotOf("model:{m}"), owner, other);
        try {
            // The store still knows the old owner.
            Imports.run(store, options(false, false), Imports.order("m", List.of(BASE)));
            isWhole("m:1");
            isWhole("m:2", BASE);
        } finally {
            cluster.move(cluster.slotOf("model:{m}"), other, owner);
        }
    }
}
