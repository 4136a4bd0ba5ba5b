package dev.redkit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.KeySpecs;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"slowlog-log-slower-than 0", "slowlog-max-len 2000"})
class SlowLogTest {
    private final TestServer server;

    SlowLogTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("CONFIG", "SET", "slowlog-max-len", "2000");
        server.ask("SLOWLOG", "RESET");
    }

    /** So that the ids of a server that is started again soon go beyond those that were seen. */
    private void countFromZero() {
        server.kill();
        server.start();
    }

    private void say(String word, int times) {
        try (Wire wire = Wire.open(server.target())) {
            for (int i = 0; i < times; i++) {
                wire.send("ECHO", word + i);
            }
            for (int i = 0; i < times; i++) {
                wire.read();
            }
        }
    }

    private static List<String> echoed(List<SlowEntry> entries) {
        List<String> words = new ArrayList<>();
        for (SlowEntry entry : entries) {
            if (new String(entry.args().get(0), StandardCharsets.UTF_8).equals("ECHO")) {
                words.add(new String(entry.args().get(1), StandardCharsets.UTF_8));
            }
        }
        return words;
    }

    private static List<String> words(String word, int times) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            words.add(word + i);
        }
        return words;
    }

    @Test
    void givesEachEntryOnceAndInOrder() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("before", 3);
            assertThat(echoed(log.latest(128))).containsExactlyElementsOf(words("before", 3));
            say("a", 1500);
            List<SlowEntry> first = log.next();
            assertThat(echoed(first)).containsExactlyElementsOf(words("a", 1500));
            assertThat(log.dropped()).isZero();
            say("b", 7);
            List<SlowEntry> second = log.next();
            assertThat(echoed(second)).containsExactlyElementsOf(words("b", 7));
            assertThat(new HashSet<>(first.stream().map(SlowEntry::id).toList()))
                    .doesNotContainAnyElementsOf(
                            second.stream().map(SlowEntry::id).toList());
            assertThat(second.get(0).client()).contains(":");
        }
    }

    @Test
    void saysHowManyItMissed() {
        server.ask("CONFIG", "SET", "slowlog-max-len", "100");
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            log.latest(10);
            say("a", 500);
            assertThat(log.next()).hasSize(100);
            assertThat(log.dropped()).isBetween(400L, 410L);
        }
    }

    @Test
    void knowsAServerThatWasStartedAnew() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("a", 20);
            log.latest(128);
            server.kill();
            assertThatThrownBy(log::next).isInstanceOf(Unreachable.class);
            server.start();
            say("b", 50);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("b", 50));
            assertThat(log.restarted()).isTrue();
            say("c", 2);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("c", 2));
            assertThat(log.restarted()).isFalse();
        }
    }

    @Test
    void findsTheServerChangedAlsoAfterAReadingThatFailed() {
        countFromZero();
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("a", 20);
            log.latest(128);
            server.kill();
            server.start();
            // It may say who it is, and no more.
            server.ask("ACL", "SETUSER", "default", "-slowlog");
            assertThatThrownBy(log::next).isInstanceOf(Unreachable.class);
            assertThatThrownBy(log::next).isInstanceOf(NotAllowed.class);
            server.ask("ACL", "SETUSER", "default", "+slowlog");
            say("b", 50);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("b", 50));
            assertThat(log.restarted()).isTrue();
        }
    }

    @Test
    void knowsAnEntryThatIsNotTheOneItWasWhereTheServerMayNotSayWhoItIs() {
        countFromZero();
        server.ask("ACL", "SETUSER", "default", "-info");
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("a", 20);
            log.latest(128);
            server.kill();
            server.start();
            server.ask("ACL", "SETUSER", "default", "-info");
            say("b", 300);
            assertThatThrownBy(log::next).isInstanceOf(Unreachable.class);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("b", 300));
            assertThat(log.restarted()).isTrue();
        } finally {
            server.ask("ACL", "SETUSER", "default", "+info");
        }
    }

    @Test
    void givesOnlyWhatComesWhenNothingWasWanted() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("before", 20);
            assertThat(log.latest(0)).isEmpty();
            say("a", 5);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("a", 5));
            assertThat(log.dropped()).isZero();
        }
    }

    @Test
    void takesAnEmptyLogForNoLoss() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            say("before", 20);
            server.ask("CONFIG", "SET", "slowlog-log-slower-than", "-1");
            server.ask("SLOWLOG", "RESET");
            assertThat(log.latest(128)).isEmpty();
            server.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
            say("a", 5);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("a", 5));
            assertThat(log.dropped()).isZero();
        } finally {
            server.ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
        }
    }

    @Test
    void countsWhatAResetTookAway() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address())) {
            log.latest(128);
            say("lost", 50);
            server.ask("SLOWLOG", "RESET");
            say("a", 5);
            assertThat(echoed(log.next())).containsExactlyElementsOf(words("a", 5));
            assertThat(log.dropped()).isBetween(50L, 60L);
            assertThat(log.restarted()).isFalse();
        }
    }

    @Test
    void groupsByNameAndKey() {
        try (Redis redis = Redis.open(server.target());
                SlowLog log = new SlowLog(redis, server.target().address());
                KeySpecs specs = redis.keySpecs()) {
            for (int i = 0; i < 20; i++) {
                server.ask("SET", "user:" + i + ":name", "x");
                server.ask("OBJECT", "ENCODING", "user:" + i + ":name");
            }
            server.ask("CONFIG", "GET", "save");
            SlowShapes shapes = new SlowShapes(specs::firstKey);
            log.latest(2000).forEach(shapes::add);
            assertThat(shapes.list()).anySatisfy(shape -> {
                assertThat(shape.text()).isEqualTo("SET user:*:name");
                assertThat(shape.count()).isEqualTo(20);
                assertThat(shape.totalMicros()).isGreaterThanOrEqualTo(shape.mostMicros());
            });
            assertThat(shapes.list()).anySatisfy(shape -> {
                assertThat(shape.text()).isEqualTo("OBJECT user:*:name");
                assertThat(shape.count()).isEqualTo(20);
            });
            assertThat(shapes.list())
                    .anySatisfy(shape -> assertThat(shape.text()).isEqualTo("CONFIG GET"));
        }
    }
}
