package dev.redkit.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.testkit.TlsMode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RedisServer(tls = TlsMode.SERVER)
class TlsEngineTest {
    private final TestServer server;

    TlsEngineTest(TestServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void encryptedRequestsAreAnsweredInEitherProtocol(int protocol) {
        Workload workload = Workload.parse(
                "test", List.of("SET {key} {bytes:1-40kb}", "GET {key}", "HGETALL nothing"), KeySpace.uniform(50));
        try (Redis redis = Redis.open(server.target().but().protocol(protocol).build())) {
            Measurement closed =
                    Engine.run(redis, workload, Load.closed(4, 16, 1).exactly(2000), Watching.NOTHING);
            assertThat(closed.total().errors()).isZero();
            assertThat(closed.total().count()).isEqualTo(2000);
            Measurement open = Engine.run(
                    redis, workload, Load.closed(4, 64, 1).exactly(500).at(1000), Watching.NOTHING);
            assertThat(open.total().count()).isEqualTo(500);
            assertThat(open.total().errors()).isZero();
        }
    }
}
