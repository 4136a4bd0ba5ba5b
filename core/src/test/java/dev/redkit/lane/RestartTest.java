package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is killed, and comes back with all that it has answered. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"appendonly yes", "appendfsync always"})
final class RestartTest {
    private static final int COMMANDS = 40_000;

    private final TestServer server;
    private final List<Refused> refused = new ArrayList<>();

    RestartTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    @Test
    void losesNothingWhenTheServerIsKilledAndComesBack() throws IOException {
        Rewrites source = Rewrites.taking(Duration.ofMillis(500), COMMANDS);
        source.at(COMMANDS / 2, this::restart);
        try (Lanes lanes = Lanes.resending(
                new SingleServer(server.target()), LaneLimits.DEFAULT, Duration.ofSeconds(5), Incidents.IGNORED)) {
            LaneReport report = lanes.run(source, refused::add);
            assertThat(report.accepted()).isEqualTo(COMMANDS);
            assertThat(report.reconnects()).isPositive();
        }
        assertSame(source.again());
    }

    @Test
    void doesNothingTwiceWhenTheServerIsKilledAndComesBack() throws IOException {
        Appends source = Appends.taking(Duration.ofMillis(500), COMMANDS / 3).at(COMMANDS / 6, this::restart);
        try (ExactlyOnce once = new ExactlyOnce(
                new SingleServer(server.target()), LaneLimits.DEFAULT, "test", Duration.ofDays(1), Incidents.IGNORED)) {
            LaneReport report = once.run(source, refused::add);
            assertThat(report.accepted()).isEqualTo(COMMANDS / 3 * 3);
            assertThat(report.reconnects()).isPositive();
            once.forget();
        }
        server.ask("KEYS", "redkit:*").items().forEach(key -> server.ask("DEL", key.text()));
        assertSame(source.again());
    }

    private void restart() {
        server.kill();
        server.start();
    }

    private void assertSame(CommandSource undisturbed) throws IOException {
        assertThat(refused).isEmpty();
        String digest = server.ask("DEBUG", "DIGEST").text();
        server.ask("FLUSHALL");
        try (Lanes lanes = new Lanes(new SingleServer(server.target()), LaneLimits.DEFAULT, Duration.ofMinutes(1))) {
            lanes.run(undisturbed, refused::add);
        }
        assertThat(digest).isEqualTo(server.ask("DEBUG", "DIGEST").text());
    }
}
