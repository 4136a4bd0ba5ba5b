package dev.redkit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.redis.Questions;
import dev.redkit.redis.Redis;
import dev.redkit.restore.KeyNames;
import dev.redkit.take.KeysTake;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "cluster-require-full-coverage no")
class ClusterKeysTest {
    private static final int KEYS = 5000;

    private final TestCluster cluster;

    @TempDir
    private Path folder;

    ClusterKeysTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void fill() {
        cluster.masters().forEach(node -> node.ask("FLUSHALL"));
        try (Redis redis = Redis.open(cluster.target());
                Questions questions = new Questions(redis)) {
            List<byte[][]> commands = new ArrayList<>();
            for (int i = 0; i < KEYS; i++) {
                commands.add(new byte[][] {bytes("SET"), bytes((i % 2 == 0 ? "even:" : "odd:") + i), bytes("v")});
            }
            for (int i = 0; i < KEYS; i += 500) {
                questions.ask(commands.subList(i, i + 500));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ScanReport scan(KeyQuery query, Set<String> names) {
        try (Redis redis = Redis.open(cluster.target())) {
            KeyScan scan = new KeyScan(redis, query, new Progress());
            scan.run(key -> names.add(new String(key.name(), StandardCharsets.UTF_8)));
            return scan.report();
        }
    }

    @Test
    void looksAtAllMasters() {
        Set<String> names = new HashSet<>();
        ScanReport report = scan(KeyQuery.ALL.asking(Set.of(Fact.TYPE, Fact.SIZE)), names);
        assertThat(names).hasSize(KEYS);
        assertThat(report.matched()).isEqualTo(KEYS);
        assertThat(report.servers()).isEqualTo(3);
        try (Redis redis = Redis.open(cluster.target())) {
            assertThat(KeyCount.ask(redis).stream()
                            .mapToLong(KeyCount.OfServer::keys)
                            .sum())
                    .isEqualTo(KEYS);
        }
    }

    @Test
    void deletesEachKeyWhereItIs() {
        KeyQuery query = new KeyQuery(
                Selection.of(List.of("odd:*")),
                List.of(new KeyLimit(Fact.TTL, KeyFacts.NEVER, KeyFacts.NEVER)),
                Set.of(),
                -1,
                Double.POSITIVE_INFINITY);
        try (Redis redis = Redis.open(cluster.target());
                KeyPlan plan = KeyPlan.begin(null)) {
            new KeyScan(redis, query, new Progress()).run(plan::add);
            plan.end();
            assertThat(plan.keys()).isEqualTo(KEYS / 2);
            KeyChange change =
                    new KeyChange(redis, query, KeyAction.delete(true), Double.POSITIVE_INFINITY, new Progress());
            change.run(plan);
            assertThat(change.tally().changed()).isEqualTo(KEYS / 2);
        }
        Set<String> left = new HashSet<>();
        scan(KeyQuery.ALL, left);
        assertThat(left).hasSize(KEYS / 2).allMatch(name -> name.startsWith("even:"));
    }

    @Test
    void leavesWhatWasWrittenAfterItsBackupWhereverItIsNow() {
        KeyQuery query =
                new KeyQuery(Selection.of(List.of("odd:*")), List.of(), Set.of(), -1, Double.POSITIVE_INFINITY);
        try (Redis redis = Redis.open(cluster.target());
                Questions questions = new Questions(redis);
                KeyPlan plan = KeyPlan.begin(null)) {
            new KeyScan(redis, query, new Progress()).run(plan::add);
            plan.end();
            plan.backUp(folder.resolve("odd.rdb"), new KeysTake(redis, new Progress(), note -> {}));
            List<byte[][]> writes = new ArrayList<>();
            for (int i = 1; i < 100; i += 2) {
                writes.add(new byte[][] {bytes("SET"), bytes("odd:" + i), bytes("new")});
            }
            questions.ask(writes);
            int slot = cluster.slotOf("odd:1");
            TestServer from = cluster.ownerOf(slot);
            TestServer to = cluster.masters().stream()
                    .filter(node -> node.port() != from.port())
                    .findFirst()
                    .orElseThrow();
            cluster.move(slot, from, to);
            KeyChange change =
                    new KeyChange(redis, query, KeyAction.delete(false), Double.POSITIVE_INFINITY, new Progress());
            change.run(plan);
            assertThat(change.tally().written()).isEqualTo(50);
            assertThat(change.tally().changed()).isEqualTo(KEYS / 2 - 50);
            cluster.move(slot, to, from);
            cluster.awaitWhole();
        }
        Set<String> left = new HashSet<>();
        scan(query, left);
        assertThat(left).hasSize(50).contains("odd:1", "odd:99");
    }

    @Test
    void saysWhichNamesCannotBeGivenAcrossSlots() {
        KeyQuery query =
                new KeyQuery(Selection.of(List.of("even:1*")), List.of(), Set.of(), -1, Double.POSITIVE_INFINITY);
        try (Redis redis = Redis.open(cluster.target());
                KeyPlan plan = KeyPlan.begin(null)) {
            new KeyScan(redis, query, new Progress()).run(plan::add);
            plan.end();
            KeyAction rename = KeyAction.rename(KeyNames.parse(List.of("even:*=new:*")));
            KeyChange change = new KeyChange(redis, query, rename, Double.POSITIVE_INFINITY, new Progress());
            change.run(plan);
            assertThat(change.tally().dealt()).isEqualTo(plan.keys());
            assertThat(change.tally().refused() + change.tally().changed()).isEqualTo(plan.keys());
            assertThat(change.tally().firstRefusal()).contains("CROSSSLOT");
        }
    }

    @Test
    void showsTheOthersWhenOneMasterIsGone() {
        TestServer dead = cluster.masters().get(2);
        long its = dead.ask("DBSIZE").number();
        dead.kill();
        try {
            Set<String> names = new HashSet<>();
            ScanReport report = scan(KeyQuery.ALL.asking(Set.of(Fact.TYPE)), names);
            assertThat(report.missing()).hasSize(1);
            assertThat(report.missing().get(0).server()).endsWith(":" + dead.port());
            assertThat(names).hasSize((int) (KEYS - its));
        } finally {
            dead.start();
            cluster.awaitWhole();
        }
    }
}
