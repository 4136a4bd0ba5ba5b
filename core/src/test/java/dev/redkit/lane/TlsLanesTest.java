package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.testkit.TlsMode;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.VALKEY9},
        tls = TlsMode.MUTUAL)
final class TlsLanesTest {
    private final TestServer server;

    TlsLanesTest(TestServer server) {
        this.server = server;
    }

    /** RPUSH and a read of the last element, so that both directions carry much. */
    private static CommandSource pushes(int count, int size) {
        byte[] value = new byte[size];
        return new CommandSource() {
            private int next;

            @Override
            public Pull next(CommandBuffer out) {
                if (next == 2 * count) {
                    return Pull.END;
                }
                if (next++ % 2 == 0) {
                    out.begin(3).arg("RPUSH").arg("list" + size).arg(value);
                } else {
                    out.command("LINDEX", "list" + size, "-1");
                }
                return Pull.COMMAND;
            }

            @Override
            public long place() {
                return next;
            }
        };
    }

    @Test
    void carriesSmallAndLargeCommandsBothWays() throws IOException {
        for (int size : new int[] {1, 1_000, 70_000}) {
            int count = size > 10_000 ? 500 : 20_000;
            try (Lanes lanes = new Lanes(
                    new SingleServer(server.target()),
                    LaneLimits.DEFAULT,
                    server.target().timeout())) {
                LaneReport report = lanes.run(pushes(count, size), refused -> {
                    throw new AssertionError(refused.toString());
                });
                assertThat(report.accepted()).isEqualTo(2L * count);
            }
            assertThat(server.ask("LLEN", "list" + size).number()).isEqualTo(count);
        }
    }
}
