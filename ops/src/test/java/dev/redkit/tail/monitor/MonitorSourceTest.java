package dev.redkit.tail.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.NotAllowed;
import dev.redkit.redis.Redis;
import dev.redkit.tail.Slice;
import dev.redkit.tail.Watched;
import dev.redkit.tail.pubsub.Patience;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class MonitorSourceTest {
    private final TestServer server;

    MonitorSourceTest(TestServer server) {
        this.server = server;
    }

    @Test
    void seesCommandsButNoSecretsAndTellsWhatItCost() {
        try (Watched watched = Watched.start(monitor(server.target()))) {
            server.ask("SET", "key", "a b\n\u00fc");
            server.ask("ACL", "SETUSER", "zoe", "on", ">hidden-pw", "~*", "+@all");
            server.ask("HELLO", "2", "AUTH", "zoe", "hidden-pw");
            server.ask("AUTH", "zoe", "hidden-pw");
            server.ask("SET", "last", "1");
            Eventually.holds(() -> watched.seen().stream().anyMatch(line -> line.contains("last")), () -> "the last");
            assertThat(watched.seen()).anyMatch(line -> line.contains("\"SET\" \"key\" \"a b\\n"));
            assertThat(watched.seen()).anyMatch(line -> line.contains("(redacted)"));
            assertThat(watched.seen()).noneMatch(line -> line.contains("hidden-pw"));
        }
    }

    private static MonitorSource monitor(Target target) {
        return new MonitorSource(
                Redis.open(target), new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5), null, 1 << 20));
    }

    @Test
    void comesBackAfterARestartAndTellsTheGap() {
        try (TestServer own = TestServer.start(server.flavour());
                Watched watched = Watched.start(monitor(own.target()))) {
            own.ask("SET", "before", "1");
            Eventually.holds(() -> sees(watched, "before"), () -> "a command; " + watched.remarks());
            own.kill();
            own.start();
            assertThat(watched.awaitGap().cause()).contains("was restarted");
            own.ask("SET", "after", "1");
            Eventually.holds(() -> sees(watched, "after"), () -> "a command; " + watched.remarks());
        }
    }

    private static boolean sees(Watched watched, String text) {
        return watched.seen().stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void watchesAllMastersAndSaysWhoMayNot(TestCluster cluster) {
        try (Watched watched = Watched.start(monitor(cluster.target()))) {
            for (TestServer master : cluster.masters()) {
                Eventually.holds(
                        () -> {
                            master.ask("ECHO", "to " + master.port());
                            return sees(watched, "to " + master.port());
                        },
                        () -> "a command; " + watched.remarks());
            }
        }
        server.ask("ACL", "SETUSER", "bob", "on", ">pw", "+@all", "-monitor");
        assertThat(Watched.start(monitor(server.as("bob", "pw"))).awaitFailure())
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("MONITOR on " + server.target().address());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"AUTH\" \"pw\" | \"AUTH\" \"(redacted)\"",
                "\"auth\" \"ann\" \"p\\\"w x\" | \"auth\" \"(redacted)\" \"(redacted)\"",
                "\"HELLO\" \"3\" \"AUTH\" \"ann\" \"pw\" \"SETNAME\" \"x\" | \"HELLO\" \"3\" \"AUTH\" \"(redacted)\" \"(redacted)\" \"SETNAME\" \"x\"",
                "\"CONFIG\" \"SET\" \"maxmemory\" \"1\" \"requirepass\" \"pw\" | \"CONFIG\" \"SET\" \"maxmemory\" \"1\" \"requirepass\" \"(redacted)\"",
                "\"MIGRATE\" \"h\" \"1\" \"k\" \"0\" \"5\" \"AUTH2\" \"u\" \"pw\" \"KEYS\" \"a\" | \"MIGRATE\" \"h\" \"1\" \"k\" \"0\" \"5\" \"AUTH2\" \"(redacted)\" \"(redacted)\" \"KEYS\" \"a\"",
                "\"ACL\" \"SETUSER\" \"z\" \"on\" \">pw\" \"#abc\" \"+@all\" | \"ACL\" \"SETUSER\" \"z\" \"on\" \"(redacted)\" \"(redacted)\" \"+@all\"",
                "\"SET\" \"auth\" \"data\" | \"SET\" \"auth\" \"data\""
            })
    void hidesSecrets(String line, String shown) {
        Slice payload = new Slice();
        payload.set(line.strip().getBytes(StandardCharsets.UTF_8));
        Redaction.apply(payload);
        assertThat(payload.text()).isEqualTo(shown.strip());
    }
}
