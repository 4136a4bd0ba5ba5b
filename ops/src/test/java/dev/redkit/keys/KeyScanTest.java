package dev.redkit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {
            "user ann on >hers ~a:* +@all",
            "user bob on >his ~* +@read +@connection -memory -object",
            "user eve on >none ~* +@all -scan"
        })
class KeyScanTest {
    private final TestServer server;
    private final Map<String, KeyFacts> found = new TreeMap<>();

    KeyScanTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private ScanReport scan(KeyQuery query) {
        return scan(server.target(), query);
    }

    private ScanReport scan(Target target, KeyQuery query) {
        try (Redis redis = Redis.open(target)) {
            KeyScan scan = new KeyScan(redis, query, new Progress());
            scan.run(key -> assertThat(found.put(new String(key.name(), StandardCharsets.ISO_8859_1), key))
                    .as("given once")
                    .isNull());
            return scan.report();
        }
    }

    private void oneOfEach() {
        server.ask("SET", "string", "12345");
        server.ask("RPUSH", "list", "a", "b", "c");
        server.ask("SADD", "set", "a", "b");
        server.ask("ZADD", "zset", "1", "a");
        server.ask("HSET", "hash", "f", "v", "g", "w");
        server.ask("XADD", "stream", "*", "f", "v");
        server.ask("PEXPIRE", "hash", "100000");
    }

    @Test
    void asksWhatIsWantedOfEveryType() {
        oneOfEach();
        Set<Fact> facts = Set.of(Fact.TYPE, Fact.SIZE, Fact.TTL, Fact.MEMORY, Fact.IDLE, Fact.ENCODING);
        ScanReport report = scan(KeyQuery.ALL.asking(facts));
        assertThat(report.matched()).isEqualTo(6);
        assertThat(found).containsOnlyKeys("string", "list", "set", "zset", "hash", "stream");
        assertThat(found.get("string").size()).isEqualTo(5);
        assertThat(found.get("list").size()).isEqualTo(3);
        assertThat(found.get("set").size()).isEqualTo(2);
        assertThat(found.get("zset").size()).isEqualTo(1);
        assertThat(found.get("hash").size()).isEqualTo(2);
        assertThat(found.get("stream").size()).isEqualTo(1);
        assertThat(found.get("string").encoding()).isEqualTo("int");
        assertThat(found.get("string").ttlMillis()).isEqualTo(KeyFacts.NEVER);
        assertThat(found.get("hash").ttlMillis()).isBetween(1L, 100_000L);
        assertThat(found.get("list").memory()).isPositive();
        assertThat(found.get("list").idleSeconds()).isNotNegative();
        assertThat(found.get("list").type()).isEqualTo("list");
        assertThat(report.refusals().refused()).isEmpty();
    }

    @Test
    void asksNothingThatNobodyWants() {
        oneOfEach();
        server.ask("CONFIG", "RESETSTAT");
        scan(KeyQuery.ALL);
        assertThat(found).hasSize(6);
        assertThat(server.ask("INFO", "commandstats").text())
                .contains("cmdstat_scan:calls=1,")
                .doesNotContain("cmdstat_type:")
                .doesNotContain("cmdstat_memory");
    }

    @Test
    void choosesByNameTypeAndWhatKeysAre() {
        oneOfEach();
        server.ask("SET", "long", "x".repeat(1000));
        scan(new KeyQuery(
                Selection.of(List.of("l*")).ofTypes(Set.of("list")),
                List.of(),
                Set.of(),
                -1,
                Double.POSITIVE_INFINITY));
        assertThat(found).containsOnlyKeys("list");
        found.clear();
        scan(new KeyQuery(
                Selection.of(List.of("l*", "h*")),
                List.of(KeyCondition.of("type != 'hash' && size >= 3 && ttl == -1")),
                Set.of(),
                -1,
                Double.POSITIVE_INFINITY));
        assertThat(found).containsOnlyKeys("list", "long");
        found.clear();
        scan(new KeyQuery(
                Selection.of(List.of("hash", "long", "nothing")),
                List.of(new KeyLimit(Fact.TTL, 0, Long.MAX_VALUE)),
                Set.of(),
                -1,
                Double.POSITIVE_INFINITY));
        assertThat(found).containsOnlyKeys("hash");
    }

    @Test
    void refusesAConditionOnWhatKeysHaveNot() {
        assertThatThrownBy(() -> KeyCondition.of("tll > 3"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("tll");
    }

    @Test
    void countsNoKeyTwiceWhileOthersComeAndGo() throws InterruptedException {
        server.ask("DEBUG", "POPULATE", "30000", "stays", "10");
        server.ask("DEBUG", "POPULATE", "100000", "goes", "10");
        Thread writer = new Thread(() -> {
            try (Wire wire = Wire.open(server.target())) {
                for (int i = 0; i < 100_000; i += 1000) {
                    for (int j = i; j < i + 1000; j++) {
                        wire.send("DEL", "goes:" + j);
                        wire.send("SET", "new:" + j % 500, "x");
                    }
                    for (int j = 0; j < 2000; j++) {
                        wire.read();
                    }
                }
            }
        });
        writer.start();
        ScanReport report = scan(KeyQuery.ALL.asking(Set.of(Fact.TYPE, Fact.SIZE)));
        writer.join();
        assertThat(found.keySet().stream().filter(key -> key.startsWith("stays:")))
                .hasSize(30_000);
        assertThat(report.matched()).isEqualTo(found.size());
    }

    @Test
    void keepsNamesOfAnyBytes() throws Exception {
        byte[] odd = {'a', '\n', 0, (byte) 0xff, '\r'};
        try (Wire wire = Wire.open(server.target())) {
            wire.call("SET".getBytes(StandardCharsets.US_ASCII), odd, new byte[] {1});
        }
        scan(KeyQuery.ALL.asking(Set.of(Fact.SIZE)));
        assertThat(found).containsOnlyKeys("a\n\0\u00ff\r");
    }

    @Test
    void saysWhatTheUserMayNotAskAndGivesTheRest() {
        server.ask("MSET", "a:1", "x", "b:1", "y");
        ScanReport report =
                scan(server.as("bob", "his"), KeyQuery.ALL.asking(Set.of(Fact.TYPE, Fact.MEMORY, Fact.IDLE)));
        assertThat(found).containsOnlyKeys("a:1", "b:1");
        assertThat(found.get("a:1").type()).isEqualTo("string");
        assertThat(found.get("a:1").memory()).isEqualTo(KeyFacts.UNKNOWN);
        assertThat(report.refusals().refused()).containsOnlyKeys(Fact.MEMORY, Fact.IDLE);
        assertThat(report.refusals().refused().get(Fact.MEMORY)).startsWith("NOPERM");
        found.clear();
        report = scan(server.as("ann", "hers"), KeyQuery.ALL.asking(Set.of(Fact.TYPE)));
        assertThat(found.get("a:1").type()).isEqualTo("string");
        assertThat(found.get("b:1").type()).isNull();
        assertThat(report.refusals().refused()).containsOnlyKeys(Fact.TYPE);
        assertThatThrownBy(() -> scan(server.as("eve", "none"), KeyQuery.ALL)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void doesNotTakeAKeyOfWhichItDoesNotKnow() {
        server.ask("SET", "a", "x");
        ScanReport report = scan(new KeyQuery(
                Selection.ALL, List.of(KeyCondition.of("freq > 3")), Set.of(), -1, Double.POSITIVE_INFINITY));
        assertThat(found).isEmpty();
        assertThat(report.unclear()).isEqualTo(1);
        assertThat(report.unclearWhy()).contains("freq");
    }

    @Test
    void ranksByTypeAndMemory() throws Exception {
        for (int i = 1; i <= 50; i++) {
            server.ask("SET", "s:" + i, "x".repeat(100 * i));
            server.ask("EVAL", "for i = 1, ARGV[1] do redis.call('RPUSH', KEYS[1], i) end", "1", "l:" + i, "" + i);
        }
        server.ask("SET", "s:99", "x".repeat(100_000));
        Biggest biggest = new Biggest(3);
        try (Redis redis = Redis.open(server.target())) {
            new KeyScan(redis, KeyQuery.ALL.asking(Set.of(Fact.TYPE, Fact.SIZE, Fact.MEMORY)), new Progress())
                    .run(biggest);
        }
        assertThat(biggest.types()).containsOnlyKeys("string", "list");
        assertThat(names(biggest.types().get("list").largest())).containsExactly("l:50", "l:49", "l:48");
        assertThat(names(biggest.types().get("string").largest())).containsExactly("s:99", "s:50", "s:49");
        assertThat(names(biggest.heaviest())).hasSize(3).first().isEqualTo("s:99");
        assertThat(biggest.types().get("list").size()).isEqualTo(50 * 51 / 2);
    }

    private static List<String> names(Top<KeyFacts> top) {
        return top.list().stream()
                .map(key -> new String(key.name(), StandardCharsets.UTF_8))
                .toList();
    }
}
