package dev.redkit.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class HotKeysTest {
    private final TestServer server;

    HotKeysTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void countsWhatMonitorTells() {
        // Asked after every line: when so many were read, among them are all but the last some hundred of the script.
        AtomicInteger asked = new AtomicInteger();
        try (Redis redis = Redis.open(server.target())) {
            HotKeys hot = new HotKeys(redis, 2, () -> asked.incrementAndGet() > 1500);
            assertThat(hot.best()).isEqualTo(HotKeys.Way.MONITOR);
            CompletableFuture<HotKeys.Found> found = CompletableFuture.supplyAsync(
                    () -> hot.monitor(Duration.ofMinutes(5)).get(0).value());
            Eventually.holds(
                    () -> server.ask("CLIENT", "LIST").text().contains("cmd=monitor"), () -> "MONITOR has begun");
            try (Wire wire = Wire.open(server.target())) {
                for (int i = 0; i < 300; i++) {
                    wire.call("SET", "hot \"one\"", "v" + i);
                    wire.call("OBJECT", "ENCODING", i % 3 == 0 ? "warm" : "cold:" + i);
                }
                wire.call("EVAL", "for i = 1, 1000 do redis.call('GET', 'inside') end", "0");
                Wire.open(server.target().but().db(1).build()).call("SET", "elsewhere", "x");
                wire.call("SET", "last", "1");
            }
            List<HotKeys.Hot> keys = found.join().keys();
            assertThat(new String(keys.get(0).name(), StandardCharsets.UTF_8)).isEqualTo("hot \"one\"");
            assertThat(keys.get(0).value()).isBetween(1L, 300L);
            assertThat(keys.get(0).metric()).isEqualTo("commands");
            assertThat(new String(keys.get(1).name(), StandardCharsets.UTF_8)).isEqualTo("warm");
        }
    }

    @Test
    void readsTheMeasureOfAnLfuPolicy() {
        server.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
        server.ask("MSET", "cold", "some text", "hot", "other text");
        try (Wire wire = Wire.open(server.target())) {
            for (int i = 0; i < 3000; i++) {
                wire.call("GET", "hot");
            }
        }
        Top<KeyFacts> top = new Top<>(1);
        try (Redis redis = Redis.open(server.target())) {
            assertThat(new HotKeys(redis, 1, () -> false).best()).isEqualTo(HotKeys.Way.FREQ);
            new KeyScan(redis, KeyQuery.ALL.asking(Set.of(Fact.FREQ)), new Progress())
                    .run(key -> top.offer(key, key.frequency()));
        }
        assertThat(top.list().get(0).name()).isEqualTo(bytes("hot"));
    }

    /** As the documentation of HOTKEYS GET shows it: pairs, and in them two lists of pairs. */
    @Test
    void findsTheListsInAReplyOfHotkeys() {
        Reply reply = new Reply.Array(List.of(
                new Reply.Bulk(bytes("tracking-active")),
                new Reply.Int(0),
                new Reply.Bulk(bytes("selected-slots")),
                new Reply.Array(List.of()),
                new Reply.Bulk(bytes("by-cpu-time-us")),
                new Reply.Array(List.of(
                        new Reply.Bulk(bytes("x")), new Reply.Int(104), new Reply.Bulk(bytes("y")), new Reply.Int(98))),
                new Reply.Bulk(bytes("by-net-bytes")),
                new Reply.Array(List.of(new Reply.Bulk(bytes("z")), new Reply.Int(18)))));
        for (Reply one : List.of(reply, new Reply.Array(List.of(reply)))) {
            List<HotKeys.Hot> hot = HotKeys.hot(one, "here");
            assertThat(hot).hasSize(3);
            assertThat(hot.get(0).name()).isEqualTo(bytes("x"));
            assertThat(hot.get(0).metric()).isEqualTo("cpu_us");
            assertThat(hot.get(2).metric()).isEqualTo("net_bytes");
            assertThat(hot.get(2).value()).isEqualTo(18);
        }
    }

    @Test
    void neverCountsTooLittleOfManyKeys() {
        Frequent frequent = new Frequent(100);
        for (int i = 0; i < 20_000; i++) {
            frequent.add(bytes("rare:" + i));
            frequent.add(bytes("often:" + i % 5));
        }
        List<Frequent.Counted> top = frequent.list(5);
        assertThat(top).allSatisfy(one -> {
            assertThat(new String(one.name(), StandardCharsets.UTF_8)).startsWith("often:");
            assertThat(one.count()).isGreaterThanOrEqualTo(4000);
            assertThat(one.count() - one.error()).isLessThanOrEqualTo(4000);
        });
        assertThat(frequent.total()).isEqualTo(40_000);
    }
}
