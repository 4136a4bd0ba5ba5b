package dev.redkit.tail.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.tail.Watched;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class KeyspaceEventsTest {
    private final TestServer server;

    KeyspaceEventsTest(TestServer server) {
        this.server = server;
    }

    private KeyspaceEvents events(String... names) {
        return new KeyspaceEvents(Redis.open(server.target()), Set.of(names), complaint -> {});
    }

    private String setting() {
        return server.ask("CONFIG", "GET", "notify-keyspace-events")
                .items()
                .get(1)
                .text();
    }

    @Test
    void switchesOnWhatIsMissingAndPutsItBack() {
        server.ask("CONFIG", "SET", "notify-keyspace-events", "El");
        try (KeyspaceEvents events = events("expired")) {
            assertThat(events.missing().values()).singleElement().asString().contains("K", "x");
            events.switchOn();
            assertThat(setting()).contains("K", "x", "E", "l");
        }
        assertThat(setting()).hasSize(2).contains("E", "l");
    }

    @Test
    void leavesAloneWhatSomebodyHasChangedMeanwhile() {
        server.ask("CONFIG", "SET", "notify-keyspace-events", "");
        try (KeyspaceEvents events = events()) {
            events.switchOn();
            server.ask("CONFIG", "SET", "notify-keyspace-events", "KEg");
        }
        assertThat(setting()).hasSize(3).contains("K", "E", "g");
    }

    @Test
    void asksForNothingWhereAllIsOn() {
        server.ask("CONFIG", "SET", "notify-keyspace-events", "KA");
        assertThat(events("del").missing()).isEmpty();
        assertThat(events("del", "keymiss").missing().values())
                .singleElement()
                .asString()
                .contains("m");
    }

    @Test
    void switchesThemOnAgainAfterARestartAndTellsWhereItMayNot() {
        try (TestServer own = TestServer.start(server.flavour());
                KeyspaceEvents events = new KeyspaceEvents(Redis.open(own.target()), Set.of(), complaint -> {})) {
            events.switchOn();
            try (Watched watched = Watched.start(source(own, events))) {
                own.kill();
                own.start();
                assertThat(watched.awaitGap().cause()).contains("was restarted");
                own.ask("SET", "k", "v");
                assertThat(watched.sees(1).seen()).containsExactly("k set");
                assertThat(watched.remarks())
                        .anyMatch(text -> text.contains("on 127.0.0.1:" + own.port() + " as well"));
            }
            own.ask("CONFIG", "SET", "notify-keyspace-events", "");
            try (Watched watched = Watched.start(
                    source(own, new KeyspaceEvents(Redis.open(own.target()), Set.of(), complaint -> {})))) {
                assertThat(watched.remarks()).anyMatch(text -> text.contains("does not tell of all that is wanted"));
            }
        }
    }

    private static KeyspaceSource source(TestServer server, KeyspaceEvents events) {
        Patience patient = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, Patience.LARGEST);
        return new KeyspaceSource(Redis.open(server.target()), List.of("*"), Set.of(), events, patient);
    }

    @Test
    void switchesThemOnAtTheMasterThatTakesOver(TestSentinels sentinels) {
        try (KeyspaceEvents events = new KeyspaceEvents(Redis.open(sentinels.target()), Set.of(), complaint -> {})) {
            events.switchOn();
            Patience patient = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, Patience.LARGEST);
            KeyspaceSource source =
                    new KeyspaceSource(Redis.open(sentinels.target()), List.of("*"), Set.of(), events, patient);
            try (Watched watched = Watched.start(source)) {
                sentinels.failover();
                Eventually.holds(
                        () -> {
                            sentinels.master().ask("SET", "k", "v");
                            return watched.seen().contains("k set");
                        },
                        () -> "an event at the new master; " + watched.remarks());
                // The old one may have been lost, and found again, before that was known.
                Eventually.holds(
                        () -> watched.gaps().stream()
                                .anyMatch(gap -> gap.cause().contains("has become a master")),
                        () -> "the gap before the new master; " + watched.gaps());
            }
        }
        assertThat(sentinels
                        .master()
                        .ask("CONFIG", "GET", "notify-keyspace-events")
                        .items()
                        .get(1)
                        .text())
                .isEmpty();
    }

    @Test
    void takesNoKeysForEvents() {
        assertThat(KeyspaceEvents.names("all")).isEmpty();
        assertThat(KeyspaceEvents.names("expired,del")).containsExactly("expired", "del");
        assertThatThrownBy(() -> KeyspaceEvents.names("user:*")).isInstanceOf(UsageError.class);
    }
}
