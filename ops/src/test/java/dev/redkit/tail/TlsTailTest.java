package dev.redkit.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.publish.Delivery;
import dev.redkit.publish.Destination;
import dev.redkit.publish.Letter;
import dev.redkit.publish.Publisher;
import dev.redkit.redis.Redis;
import dev.redkit.tail.monitor.MonitorSource;
import dev.redkit.tail.pubsub.ChannelSource;
import dev.redkit.tail.pubsub.Interest;
import dev.redkit.tail.pubsub.Patience;
import dev.redkit.tail.stream.StreamPlan;
import dev.redkit.tail.stream.StreamSource;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.testkit.TlsMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything that listens and sends, over TLS, as a user with a password. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.REDIS8, Flavour.VALKEY9},
        config = "requirepass secret",
        tls = TlsMode.MUTUAL)
final class TlsTailTest {
    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, Patience.LARGEST);

    private final TestServer server;

    TlsTailTest(TestServer server) {
        this.server = server;
    }

    private Redis redis() {
        return Redis.open(server.target());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Payloads around the size of a TLS record, and some of many records. */
    private static List<String> payloads() {
        return IntStream.range(0, 300)
                .mapToObj(i -> i + "x".repeat(i % 50 == 0 ? 300_000 + i : 16_300 + i))
                .toList();
    }

    @Test
    void carriesChannelsBothWays() {
        ChannelSource source = new ChannelSource(redis(), Interest.CHANNEL, List.of(utf8("a")), PATIENT);
        try (Watched watched = Watched.start(source);
                Publisher publisher =
                        new Publisher(redis(), new Destination.Channel(), Duration.ofSeconds(20), complaint -> {})) {
            payloads().forEach(payload -> publisher.add(Letter.to(utf8("a"), utf8(payload))));
            publisher.settle();
            assertThat(publisher.delivery()).isEqualTo(new Delivery(300, 300, 0, 0, 0, 0));
            List<String> expected =
                    payloads().stream().map(payload -> "a " + payload).toList();
            assertThat(watched.sees(300).seen()).isEqualTo(expected);
            server.ask("CLIENT", "KILL", "TYPE", "pubsub");
            watched.awaitGap();
            server.ask("PUBLISH", "a", "again");
            assertThat(watched.sees(301).seen()).endsWith("a again");
        }
    }

    @Test
    void readsStreamsAndCommands() {
        StreamPlan plan = new StreamPlan("0", null, "payload", 100, null);
        try (Publisher publisher =
                new Publisher(redis(), new Destination.Stream("payload", 0), Duration.ofSeconds(20), complaint -> {})) {
            payloads().forEach(payload -> publisher.add(Letter.to(utf8("s"), utf8(payload))));
            publisher.settle();
        }
        try (Watched watched = Watched.start(new StreamSource(redis(), List.of(utf8("s")), plan))) {
            assertThat(watched.sees(300).seen())
                    .allMatch(text -> text.startsWith("s "))
                    .hasSize(300);
        }
        try (Watched watched = Watched.start(new MonitorSource(redis(), PATIENT))) {
            server.ask("ECHO", "what goes by");
            Eventually.holds(
                    () -> watched.seen().stream().anyMatch(line -> line.contains("what goes by")),
                    () -> "the command; " + watched.remarks());
        }
    }
}
