package dev.redkit.bench.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StubServerTest {
    @Test
    void answersEveryCommandOnce() throws IOException {
        Workload workload =
                Workload.parse("test", List.of("GET {key}", "SET {key} {bytes:1-70kb}", "PING"), KeySpace.uniform(10));
        try (StubServer stub = StubServer.start();
                Redis redis = Redis.open(stub.target())) {
            Trial.Outcome outcome =
                    Trial.run(redis, workload, Load.closed(5, 7, 1).exactly(2000), tick -> {}, () -> false);
            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.report().seen().getTotalCount()).isEqualTo(2000);
            assertThat(outcome.report().errorCount()).isZero();
        }
    }
}
