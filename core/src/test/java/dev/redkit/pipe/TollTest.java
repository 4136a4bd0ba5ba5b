package dev.redkit.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Lanes;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@RedisServer
final class TollTest {
    private final TestServer server;

    TollTest(TestServer server) {
        this.server = server;
    }

    @Test
    void countsWhatCannotBeTakenBackAndNothingElse() throws IOException {
        assertThat(toll("SET a 1\nGET a\nCONFIG GET maxmemory\nDEBUG OBJECT a\nPING\n"))
                .isEmpty();
        assertThat(
                        toll(
                                "flushall\nFLUSHDB ASYNC\nFLUSHALL\nconfig set maxmemory 0\nACL SETUSER x\nDEL a b\nUNLINK c\n"))
                .containsExactly(
                        Map.entry("ACL SETUSER", 1L),
                        Map.entry("CONFIG SET", 1L),
                        Map.entry("DEL, UNLINK", 3L),
                        Map.entry("FLUSHALL", 2L),
                        Map.entry("FLUSHDB", 1L));
    }

    @Test
    void readsRespAsItReadsLines() throws IOException {
        assertThat(toll("*3\r\n$3\r\nDEL\r\n$1\r\na\r\n$1\r\nb\r\n*1\r\n$7\r\nFLUSHDB\r\n"
                        + "*4\r\n$6\r\nCONFIG\r\n$3\r\nSET\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n"))
                .containsExactly(Map.entry("CONFIG SET", 1L), Map.entry("DEL, UNLINK", 2L), Map.entry("FLUSHDB", 1L));
    }

    @Test
    void takesOffWhatTheServerRefused() throws IOException {
        assertThat(toll("DEL\nUNLINK a\nCONFIG SET no-such-thing 1\nFLUSHALL WRONG\n"))
                .containsExactly(Map.entry("DEL, UNLINK", 1L));
    }

    @Test
    void countsTheKeysOfACommandThatPassesInPieces() throws IOException {
        String key = "k".repeat(1000);
        StringBuilder delete = new StringBuilder("*2001\r\n$6\r\nUNLINK\r\n");
        for (int i = 0; i < 2000; i++) {
            delete.append("$1000\r\n").append(key).append("\r\n");
        }
        assertThat(toll(delete.toString())).containsExactly(Map.entry("DEL, UNLINK", 2000L));
    }

    private Map<String, Long> toll(String commands) throws IOException {
        try (Redis redis = Redis.open(server.target());
                Lanes lanes = new Lanes(redis.router(), LaneLimits.DEFAULT, Duration.ofSeconds(30))) {
            Pipe pipe = new Pipe(lanes, (where, why, command) -> {}, Long.MAX_VALUE);
            byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
            pipe.run(new ByteArrayInputStream(bytes), "test", false, new Progress());
            return pipe.toll();
        }
    }
}
