package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The largest message there can be; it needs some gigabytes, so only in the wider matrix. */
@RedisServer(flavour = Flavour.DEBIAN, config = "client-output-buffer-limit pubsub 0 0 0")
final class TailLargestIT {
    private static final int SIZE = 512 * 1024 * 1024;

    private final TestServer server;

    TailLargestIT(TestServer server) {
        this.server = server;
    }

    private Program shell(String line) {
        return Program.shell(line).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    @Test
    void isReadPastInSixtyFourMegabytesOrTaken() {
        try (Program.Running small = shell("redkit tail jobs -o raw --count 1")
                        .env("REDKIT_OPTS", "-Xmx64m")
                        .start();
                Program.Running large = shell("redkit tail jobs -o raw --max-bytes 512mb --count 2 | wc -c")
                        .start()) {
            Eventually.holds(
                    () -> server.ask("PUBSUB", "NUMSUB", "jobs").items().get(1).number() == 2, () -> "subscribers");
            publish();
            Program.Result result = small.await();
            assertThat(result.out()).as("%s", result).isEqualTo("small\n");
            assertThat(result.err())
                    .contains("a message of " + SIZE + " bytes on jobs was left out")
                    .contains("--max-bytes");
            Program.Result taken = large.await();
            assertThat(taken.out().strip()).as("%s", taken).isEqualTo(Integer.toString(SIZE + 1 + "small\n".length()));
        }
    }

    /** The server makes it itself, for which it may take its time. */
    private void publish() {
        try (Wire wire = Wire.open(server.target())) {
            wire.timeout(Duration.ofMinutes(1));
            wire.demand("SETRANGE", "large", Integer.toString(SIZE - 1), "x");
            wire.demand("EVAL", "return redis.call('PUBLISH', 'jobs', redis.call('GET', KEYS[1]))", "1", "large");
            wire.demand("PUBLISH", "jobs", "small");
        }
    }
}
