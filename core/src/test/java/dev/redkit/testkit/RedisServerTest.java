package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.redkit.wire.Wire;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {
            Flavour.EMBEDDED,
            Flavour.DEBIAN,
            Flavour.REDISEARCH,
            Flavour.REDIS8,
            Flavour.VALKEY9,
            Flavour.FALKORDB
        },
        config = {"requirepass secret", "maxmemory 64mb", "user ann on >hers ~ann:* +@read"})
final class RedisServerTest {
    private final TestServer server;

    RedisServerTest(TestServer server) {
        this.server = server.once(fresh -> fresh.ask("SET", "prepared", "yes"));
    }

    @Test
    void isTheFlavourThatWasAskedFor() {
        String info = server.ask("INFO").text();
        assertThat(info).contains("maxmemory:" + 64 * 1024 * 1024);
        switch (server.flavour()) {
            case EMBEDDED, DEBIAN -> assertThat(info).contains("redis_version:7.0.");
            case REDISEARCH -> assertThat(info).contains("module:name=ft");
            case REDIS8 -> assertThat(info).contains("redis_version:8.");
            case VALKEY9 -> assertThat(info).contains("valkey_version:9.");
            case FALKORDB -> assertThat(info).contains("module:name=graph");
        }
    }

    @Test
    void isTheSameForAllTestsOfARun(TestServer same) {
        assertThat(same).isSameAs(server);
        server.once(again -> fail("it was prepared before"));
    }

    @Test
    void answersOnItsUnixSocketAndToItsUsers() {
        try (Wire wire = Wire.open(server.socketTarget())) {
            assertThat(wire.demand("PING").text()).isEqualTo("PONG");
        }
        try (Wire wire = Wire.open(server.as("ann", "hers"))) {
            assertThat(wire.call("GET", "bob:1").text()).startsWith("NOPERM");
        }
    }

    @Test
    void comesBackOnItsPortAfterItWasKilled() {
        int port = server.port();
        server.kill();
        assertThat(TestServer.answers(port)).isFalse();
        server.start();
        assertThat(server.ask("PING").text()).isEqualTo("PONG");
        assertThat(server.port()).isEqualTo(port);
    }

    @Test
    void canBeStoppedInItsTracks() {
        server.pause();
        assertThat(TestServer.answers(server.port())).isFalse();
        server.resume();
        Eventually.holds(() -> TestServer.answers(server.port()), () -> "an answer; its log:\n" + server.log());
    }
}
