package dev.redkit.tail.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Redis;
import dev.redkit.tail.Limits;
import dev.redkit.tail.Watched;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class StreamSourceTest {
    private final TestServer server;

    StreamSourceTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private static StreamPlan plan(String from) {
        return new StreamPlan(from, null, "v", 10, null);
    }

    private static StreamPlan member(String consumer, boolean ack, Duration claim) {
        return new StreamPlan("0", new StreamPlan.Membership("g", consumer, ack, claim), "v", 10, null);
    }

    private static StreamSource source(TestServer of, StreamPlan plan, String... keys) {
        List<byte[]> bytes =
                Stream.of(keys).map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        return new StreamSource(Redis.open(of.target()), bytes, plan);
    }

    private static void add(TestServer to, String key, int from, int count) {
        for (int i = from; i < from + count; i++) {
            to.ask("XADD", key, i + "-0", "v", "e" + i);
        }
    }

    @Test
    void readsFromTheBeginningFromAnIdAndFromNow() {
        add(server, "s", 1, 3);
        try (Watched all = Watched.start(source(server, plan("0"), "s"));
                Watched some = Watched.start(source(server, plan("2-0"), "s"));
                Watched next = Watched.start(source(server, plan("$"), "s"))) {
            add(server, "s", 4, 1);
            assertThat(all.sees(4).seen()).containsExactly("s 1-0 e1", "s 2-0 e2", "s 3-0 e3", "s 4-0 e4");
            assertThat(some.sees(2).seen()).containsExactly("s 3-0 e3", "s 4-0 e4");
            assertThat(next.sees(1).seen()).containsExactly("s 4-0 e4");
        }
    }

    @Test
    void readsSeveralStreamsAndAllFieldsAsJson() {
        server.ask("XADD", "a", "1-0", "x", "1", "y", "\u00ff\"");
        server.ask("XADD", "b", "1-0", "x", "2");
        StreamPlan all = new StreamPlan("0", null, null, 10, null);
        try (Watched watched = Watched.start(source(server, all, "a", "b"))) {
            assertThat(watched.sees(2).seen())
                    .containsExactlyInAnyOrder("a 1-0 {\"x\":\"1\",\"y\":\"\u00ff\\\"\"}", "b 1-0 {\"x\":\"2\"}");
        }
    }

    @Test
    void losesNothingWhenTheServerIsRestarted() {
        try (TestServer own = TestServer.start(server.flavour(), "appendonly yes", "appendfsync always");
                Watched watched = Watched.start(source(own, plan("0"), "s"))) {
            add(own, "s", 1, 5);
            watched.sees(5);
            own.kill();
            own.start();
            add(own, "s", 6, 5);
            assertThat(watched.sees(10).seen()).hasSize(10).endsWith("s 10-0 e10");
            assertThat(watched.gaps()).isEmpty();
            assertThat(watched.remarks()).anyMatch(text -> text.contains("nothing is lost"));
        }
    }

    @Test
    void countsWhatWasTrimmedBeforeItWasRead() {
        add(server, "s", 1, 3);
        try (Watched watched = Watched.start(source(server, plan("0"), "s"))) {
            watched.sees(3);
            server.ask(
                    "EVAL",
                    "for i=10,29 do redis.call('XADD',KEYS[1],i..'-0','v','x') end redis.call('XTRIM',KEYS[1],'MAXLEN',5)",
                    "1",
                    "s");
            assertThat(watched.awaitGap().lost()).isEqualTo(15);
            assertThat(watched.sees(8).seen()).endsWith("s 29-0 x");
            assertThat(watched.conveyor().tally().lost()).isEqualTo(15);
        }
    }

    @Test
    void acknowledgesWhatItHasHandedOn() {
        add(server, "s", 1, 25);
        try (Watched watched = Watched.start(source(server, member("one", true, null), "s"))) {
            watched.sees(25);
            Eventually.holds(() -> pending() == 0, () -> "no entries pending, but " + pending());
        }
    }

    private long pending() {
        return server.ask("XPENDING", "s", "g").items().get(0).number();
    }

    @Test
    void beginsWithWhatItHadNotAcknowledged() {
        add(server, "s", 1, 5);
        try (Watched watched = Watched.start(source(server, member("one", false, null), "s"))) {
            watched.sees(5);
        }
        server.ask("XDEL", "s", "2-0");
        try (Watched watched = Watched.start(source(server, member("one", true, null), "s"))) {
            add(server, "s", 6, 1);
            assertThat(watched.sees(5).seen())
                    .containsExactly("s 1-0 e1", "s 3-0 e3", "s 4-0 e4", "s 5-0 e5", "s 6-0 e6");
            assertThat(watched.gaps().get(0).cause()).contains("entry 2-0 of s was deleted before it was acknowledged");
        }
        assertThat(pending()).isZero();
    }

    @Test
    void takesOverWhatAnotherMemberLeftLying() {
        add(server, "s", 1, 3);
        try (Watched dead = Watched.start(source(server, member("dead", false, null), "s"))) {
            dead.sees(3);
        }
        try (Watched alive = Watched.start(source(server, member("alive", true, Duration.ofMillis(1)), "s"))) {
            assertThat(alive.sees(3).seen()).containsExactly("s 1-0 e1", "s 2-0 e2", "s 3-0 e3");
            Eventually.holds(() -> pending() == 0, () -> "no entries pending");
        }
    }

    @Test
    void stopsInTheMiddleOfAHandfulAndAcknowledgesNoMore() {
        add(server, "s", 1, 8);
        Limits three = new Limits(3, null, null, null, false);
        Watched watched = Watched.start(source(server, member("one", true, null), "s"), three);
        watched.ended();
        assertThat(watched.seen()).hasSize(3);
        assertThat(pending()).isEqualTo(5);
    }

    @Test
    void seesWhatIsThereAlthoughItHasNoTimeToWait() {
        add(server, "s", 1, 3);
        for (StreamPlan plan : List.of(plan("0"), member("one", true, null))) {
            for (Duration time : Arrays.asList(null, Duration.ZERO)) {
                Duration idle = time == null ? Duration.ZERO : null;
                Limits atOnce = new Limits(Long.MAX_VALUE, time, idle, null, false);
                Watched watched = Watched.start(source(server, plan, "s"), atOnce);
                watched.ended();
                assertThat(watched.failure()).isNull();
                assertThat(watched.seen()).as("%s of %s", atOnce, plan).hasSize(3);
                server.ask("XGROUP", "DESTROY", "s", "g");
            }
        }
    }

    @Test
    void endsInPeaceWhileTheServerStillHoldsItsQuestion() {
        add(server, "s", 1, 3);
        // Longer than the look for trimmed entries waits, shorter than the server holds an XREAD.
        Limits idle = new Limits(Long.MAX_VALUE, null, Duration.ofMillis(1_300), null, false);
        Watched watched = Watched.start(source(server, plan("0"), "s"), idle);
        watched.ended();
        assertThat(watched.failure()).isNull();
        assertThat(watched.seen()).hasSize(3);
    }

    @Test
    void readsStreamsOfSeveralNodes(TestCluster cluster) {
        List<byte[]> keys = Stream.of("a", "b", "c")
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
        StreamSource source = new StreamSource(Redis.open(cluster.target()), keys, plan("0"));
        for (byte[] key : keys) {
            String name = new String(key, StandardCharsets.UTF_8);
            cluster.ownerOf(cluster.slotOf(name)).ask("XADD", name, "1-0", "v", "of " + name);
        }
        try (Watched watched = Watched.start(source)) {
            assertThat(watched.sees(3).seen()).containsExactlyInAnyOrder("a 1-0 of a", "b 1-0 of b", "c 1-0 of c");
        }
    }
}
