package dev.redkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class PublisherTest {
    private final TestServer server;
    private final List<String> complaints = new ArrayList<>();

    PublisherTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Publisher publisher(Target target, Destination destination) {
        return new Publisher(Redis.open(target), destination, Duration.ofSeconds(20), complaints::add);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void countsReceiversAndWhatNobodyHeard() {
        try (Wire subscriber = Wire.open(server.target().but().protocol(2).build());
                Publisher publisher = publisher(server.target(), new Destination.Channel())) {
            subscriber.call("SUBSCRIBE", "a");
            for (int i = 0; i < 3000; i++) {
                publisher.add(Letter.to(utf8(i % 3 == 0 ? "b" : "a"), utf8("m" + i)));
            }
            publisher.settle();
            assertThat(publisher.delivery()).isEqualTo(new Delivery(3000, 2000, 1000, 0, 0, 0));
        }
    }

    @Test
    void saysOfWhichMessagesNobodyKnows() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            Target target =
                    Target.standalone(Address.of("127.0.0.1", proxy.port())).build();
            try (Publisher publisher = publisher(target, new Destination.Channel())) {
                publisher.add(Letter.to(utf8("a"), utf8("1")));
                publisher.settle();
                proxy.cutAll();
                publisher.add(Letter.to(utf8("a"), utf8("2")));
                publisher.add(Letter.to(utf8("a"), utf8("3")));
                publisher.settle();
                publisher.add(Letter.to(utf8("a"), utf8("4")));
                publisher.settle();
                assertThat(publisher.delivery()).isEqualTo(new Delivery(2, 0, 2, 0, 0, 2));
                assertThat(complaints).anyMatch(text -> text.contains("2 messages were under way"));
            }
        }
    }

    @Test
    void readsRepliesWhileItPushes() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            Target target =
                    Target.standalone(Address.of("127.0.0.1", proxy.port())).build();
            try (Publisher publisher = publisher(target, new Destination.Channel())) {
                publisher.connect(Letter.to(utf8("a"), utf8("")));
                Eventually.holds(
                        () -> {
                            publisher.add(Letter.to(utf8("a"), utf8("x")));
                            publisher.push();
                            return publisher.delivery().published() > 10;
                        },
                        () -> "replies; " + publisher.delivery());
                publisher.settle();
                proxy.cutAll();
                publisher.add(Letter.to(utf8("a"), utf8("lost")));
                publisher.push();
                publisher.settle();
                assertThat(publisher.delivery().unknown()).isEqualTo(1);
            }
        }
    }

    @Test
    void addsEntriesWithTheirIdsOnceAndAcknowledgesTheirOrigin() {
        server.ask("XGROUP", "CREATE", "in", "g", "0", "MKSTREAM");
        for (int i = 1; i <= 4; i++) {
            server.ask("XADD", "in", i + "-0", "payload", "e" + i);
        }
        server.ask("XREADGROUP", "GROUP", "g", "c", "STREAMS", "in", ">");
        Destination out = new Destination.Answer("payload", 0, utf8("in"), utf8("g"));
        for (int times = 0; times < 2; times++) {
            try (Publisher publisher = publisher(server.target(), out)) {
                for (int i = 1; i <= 3; i++) {
                    publisher.add(Letter.withId(utf8("out"), utf8(i + "-0\tdone " + i), "line"));
                }
                publisher.settle();
                assertThat(publisher.delivery().published()).isEqualTo(times == 0 ? 3 : 0);
                assertThat(publisher.delivery().present()).isEqualTo(times == 0 ? 0 : 3);
            }
        }
        assertThat(server.ask("XLEN", "out").number()).isEqualTo(3);
        assertThat(server.ask("XPENDING", "in", "g").items().get(0).number()).isEqualTo(1);
        assertThatThrownBy(() -> Letter.withId(utf8("out"), utf8("no tab"), "line 1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void sendsShardedMessagesToTheirNodes(TestCluster cluster) {
        try (Publisher publisher = publisher(cluster.target(), new Destination.ShardedChannel());
                Wire subscriber = Wire.open(cluster.ownerOf(cluster.slotOf("b"))
                        .plainTarget()
                        .but()
                        .protocol(2)
                        .build())) {
            subscriber.call("SSUBSCRIBE", "b");
            for (String channel : List.of("a", "b", "c", "d")) {
                publisher.add(Letter.to(utf8(channel), utf8("x")));
            }
            publisher.settle();
            assertThat(publisher.delivery()).isEqualTo(new Delivery(4, 1, 3, 0, 0, 0));
        }
    }

    @Test
    void readsLinesAndCaptures() {
        Letters lines = new Letters(new ByteArrayInputStream(utf8("a\r\n\nlast")), "x", false);
        assertThat(lines.next()).isEqualTo(utf8("a"));
        assertThat(lines.next()).isEmpty();
        assertThat(lines.whole()).isTrue();
        assertThat(lines.next()).isEqualTo(utf8("last"));
        assertThat(lines.whole()).isFalse();
        assertThat(lines.next()).isNull();
        Capture one =
                Capture.read(utf8("{\"at\":5,\"x\":[{}],\"channel\":\"c\",\"payload\":{\"$base64\":\"/w==\"}}"), "f");
        assertThat(one.payload()).containsExactly(0xff);
        assertThat(Capture.read(utf8("{\"event\":\"gap\"}"), "f")).isNull();
        for (String wrong : List.of(
                "",
                "[]",
                "{\"at\":1}",
                "{\"at\":\"x\",\"channel\":\"c\",\"payload\":\"\"}",
                "{\"at\":1,\"channel\":{},\"payload\":\"\"}",
                "{\"at\":1,\"channel\":\"c\",\"payload\":{\"$base64\":\"?\"}}")) {
            assertThatThrownBy(() -> Capture.read(utf8(wrong), "file, line 3"))
                    .as(wrong)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("line 3");
        }
    }

    @Test
    void replaysInOrderAtTheTimesOfThen() {
        String capture =
                "{\"at\":1000,\"channel\":\"a\",\"payload\":\"1\"}\n{\"at\":201000,\"channel\":\"b\",\"payload\":\"2\"}\n";
        try (Wire subscriber = Wire.open(server.target().but().protocol(2).build());
                Publisher publisher = publisher(server.target(), new Destination.Channel())) {
            subscriber.call("PSUBSCRIBE", "*");
            Replay replay = new Replay(publisher, new Pace(() -> false), 1, null);
            long start = System.nanoTime();
            replay.play(new Letters(new ByteArrayInputStream(utf8(capture)), "f", false), "f");
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(190).toNanos());
            assertThat(replay.capturedSeconds()).isEqualTo(0.2);
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                heard.add(subscriber
                        .next(Duration.ofSeconds(5))
                        .orElseThrow()
                        .items()
                        .get(3)
                        .text());
            }
            assertThat(heard).containsExactly("1", "2");
        }
    }
}
