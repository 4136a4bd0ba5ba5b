package dev.redkit.tail.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import dev.redkit.tail.Limits;
import dev.redkit.tail.Watched;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "user ann on >pw resetchannels &open:* +@all ~*")
final class ChannelSourceTest {
    private static final Patience PATIENT =
            new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, Patience.LARGEST);

    private final TestServer server;

    ChannelSourceTest(TestServer server) {
        this.server = server;
    }

    static ChannelSource source(Target target, Interest interest, Patience patience, String... names) {
        List<byte[]> bytes = Stream.of(names)
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new ChannelSource(Redis.open(target), interest, bytes, patience);
    }

    private Watched watch(String... channels) {
        return Watched.start(source(server.target(), Interest.CHANNEL, PATIENT, channels));
    }

    @Test
    void seesWhatGoesByOnChannels() {
        try (Watched watched = watch("a", "b")) {
            server.ask("PUBLISH", "a", "1");
            server.ask("PUBLISH", "c", "2");
            server.ask("PUBLISH", "b", "3\r\n4");
            assertThat(watched.sees(2).seen()).containsExactly("a 1", "b 3\r\n4");
        }
    }

    @Test
    void seesPatternsInBothProtocols() {
        for (int protocol : new int[] {2, 3}) {
            Target target = server.target().but().protocol(protocol).build();
            try (Watched watched = Watched.start(source(target, Interest.PATTERN, PATIENT, "x.*"))) {
                server.ask("PUBLISH", "x.1", "one");
                assertThat(watched.sees(1).seen()).containsExactly("x.1 one");
            }
        }
    }

    @Test
    void listensToAHundredThousandChannels() {
        String[] names = IntStream.range(0, 100_000).mapToObj(i -> "many:" + i).toArray(String[]::new);
        try (Watched watched = watch(names)) {
            server.ask("PUBLISH", "many:0", "first");
            server.ask("PUBLISH", "many:99999", "last");
            assertThat(watched.sees(2).seen()).containsExactly("many:0 first", "many:99999 last");
        }
    }

    @Test
    void endsAfterTheCount() {
        Limits two = new Limits(2, null, null, null, false);
        Watched watched = Watched.start(source(server.target(), Interest.CHANNEL, PATIENT, "a"), two);
        try (Wire wire = Wire.open(server.target())) {
            for (int i = 0; i < 5; i++) {
                wire.send("PUBLISH", "a", "m" + i);
            }
            wire.flush();
        }
        watched.ended();
        assertThat(watched.seen()).containsExactly("a m0", "a m1");
    }

    @Test
    void saysWhichChannelTheUserMayNotHear() {
        Watched watched = Watched.start(source(server.as("ann", "pw"), Interest.CHANNEL, PATIENT, "closed"));
        assertThat(watched.awaitFailure())
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("SUBSCRIBE on " + server.target().address())
                .hasMessageContaining("NOPERM");
    }

    @Test
    void comesBackAfterARestartAndTellsTheGap() {
        try (TestServer own = TestServer.start(server.flavour());
                Watched watched = Watched.start(source(own.target(), Interest.CHANNEL, PATIENT, "a"))) {
            own.ask("PUBLISH", "a", "before");
            watched.sees(1);
            own.kill();
            own.start();
            assertThat(watched.awaitGap().cause()).contains("was restarted");
            assertThat(watched.gaps().get(0).nanos()).isPositive();
            own.ask("PUBLISH", "a", "after");
            assertThat(watched.sees(2).seen()).containsExactly("a before", "a after");
        }
    }

    @Test
    void comesBackWhenTheConnectionIsCut() {
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Watched watched = Watched.start(source(through(proxy), Interest.CHANNEL, PATIENT, "a"))) {
            proxy.resetAll();
            assertThat(watched.awaitGap().cause()).contains("127.0.0.1:" + proxy.port());
            server.ask("PUBLISH", "a", "after");
            assertThat(watched.sees(1).seen()).containsExactly("a after");
        }
    }

    @Test
    void givesUpAServerThatStaysAway() {
        Patience none = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ZERO, Patience.LARGEST);
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            Watched watched = Watched.start(source(through(proxy), Interest.CHANNEL, none, "a"));
            proxy.refuse();
            proxy.cutAll();
            assertThat(watched.awaitFailure()).isInstanceOf(Unreachable.class);
        }
    }

    private static Target through(FaultProxy proxy) {
        return Target.standalone(Address.of("127.0.0.1", proxy.port())).build();
    }

    @Test
    void noticesAServerThatStandsStillAndThatItGoesOn() {
        Patience hasty = new Patience(Duration.ofMillis(100), Duration.ofMillis(300), null, Patience.LARGEST);
        try (TestServer own = TestServer.start(server.flavour());
                Watched watched = Watched.start(source(own.target(), Interest.CHANNEL, hasty, "a"))) {
            own.pause();
            try {
                Eventually.holds(
                        () -> watched.remarks().stream()
                                .anyMatch(text -> text.contains("although the connection stands")),
                        () -> "a remark; " + watched.remarks());
            } finally {
                own.resume();
            }
            Eventually.holds(
                    () -> {
                        own.ask("PUBLISH", "a", "on");
                        return !watched.seen().isEmpty();
                    },
                    () -> "a message; " + watched.remarks());
        }
    }

    @Test
    void readsPastAMessageThatIsTooBig() {
        Patience small = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, 1000);
        try (Watched watched = Watched.start(source(server.target(), Interest.CHANNEL, small, "a"))) {
            server.ask("PUBLISH", "a", "x".repeat(20_000_000));
            server.ask("PUBLISH", "a", "small");
            assertThat(watched.sees(1).seen()).containsExactly("a small");
            assertThat(watched.conveyor().tally().tooBig()).isEqualTo(1);
            assertThat(watched.remarks()).anyMatch(text -> text.contains("20000000 bytes on a"));
        }
    }

    @Test
    void takesALargeMessageThatIsAllowed() {
        try (Watched watched = watch("a")) {
            server.ask("PUBLISH", "a", "x".repeat(3_000_000));
            server.ask("PUBLISH", "a", "small");
            watched.sees(2);
            assertThat(watched.seen().get(0)).hasSize(3_000_002);
        }
    }

    @Test
    void explainsThatTheServerCutItOffForReadingTooSlowly() {
        try (TestServer own = TestServer.start(server.flavour(), "client-output-buffer-limit pubsub 1mb 512kb 60")) {
            ChannelSource source = source(own.target(), Interest.CHANNEL, PATIENT, "a");
            try (SlowTraffic slow = SlowTraffic.start(source)) {
                slow.hold();
                Eventually.holds(
                        () -> {
                            flood(own);
                            return own.ask("PUBSUB", "NUMSUB", "a")
                                            .items()
                                            .get(1)
                                            .number()
                                    == 0;
                        },
                        () -> "the cut");
                slow.release();
                Eventually.holds(() -> slow.gap() != null, () -> "a gap");
                assertThat(slow.gap().cause())
                        .contains("client-output-buffer-limit pubsub is 1.0 MB at once, or 0.5 MB for 60 s");
            }
        }
    }

    @Test
    void warnsBeforeTheServerCutsItOff() {
        try (TestServer own = TestServer.start(server.flavour(), "client-output-buffer-limit pubsub 64mb 0 0")) {
            ChannelSource source = source(own.target(), Interest.CHANNEL, PATIENT, "a");
            try (SlowTraffic slow = SlowTraffic.start(source)) {
                slow.hold();
                Eventually.holds(
                        () -> {
                            boolean told = slow.remarks().stream().anyMatch(text -> text.contains("it will cut"));
                            // Below the limit with what the connection itself holds: it must be a warning, not the end.
                            if (!told && waiting(own) < 40_000_000) {
                                flood(own);
                            }
                            return told;
                        },
                        () -> "a warning; " + slow.remarks());
                assertThat(slow.remarks())
                        .singleElement()
                        .asString()
                        .contains("wait in " + own.target().address())
                        .contains("client-output-buffer-limit pubsub is 64.0 MB at once")
                        .contains("--on-slow");
                assertThat(slow.gap()).isNull();
            }
        }
    }

    /** A megabyte in pieces of 10 kB: Valkey shares larger ones among its clients, and does not count them as theirs. */
    private static void flood(TestServer server) {
        String publish = "for i = 1, 100 do redis.call('PUBLISH', 'a', ARGV[1]) end";
        server.ask("EVAL", publish, "0", "x".repeat(10_000));
    }

    private static long waiting(TestServer server) {
        return LimitWatch.omem(server.ask("CLIENT", "LIST", "TYPE", "pubsub").text());
    }

    @Test
    void followsTheMasterAfterAFailover(TestSentinels sentinels) {
        try (Watched watched = Watched.start(source(sentinels.target(), Interest.CHANNEL, PATIENT, "a"))) {
            sentinels.master().ask("PUBLISH", "a", "before");
            watched.sees(1);
            TestServer old = sentinels.master();
            sentinels.failover();
            Eventually.holds(
                    () -> {
                        sentinels.master().ask("PUBLISH", "a", "after");
                        return watched.seen().contains("a after");
                    },
                    () -> "a message of the new master; " + watched.remarks());
            assertThat(sentinels.master()).isNotSameAs(old);
            assertThat(watched.gaps().get(0).cause())
                    .contains("is gone, 127.0.0.1:" + sentinels.master().port() + " took over");
        }
    }
}
