package dev.redkit.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer
class TrialTest {
    /** What Linux and HotSpot tell of every interval. */
    private static final String[] EVIDENCE = {
        "loop_busy_percent",
        "process_cpu_percent",
        "run_queue_percent",
        "machine_busy_percent",
        "steal_percent",
        "tcp_retransmits",
        "gc_ms",
        "safepoint_ms",
        "jit_ms"
    };

    private final TestServer server;

    TrialTest(TestServer server) {
        this.server = server;
    }

    @Test
    void theTimeLineKnowsWhatServersDidAndWhatEveryIntervalLookedLike() {
        Workload workload = Workload.parse("test", List.of("SET {key} {bytes:10}", "GET {key}"), KeySpace.uniform(100));
        Load load = Load.closed(2, 64, 1)
                .during(Duration.ofSeconds(4), Duration.ZERO)
                .inBlocks(8)
                .at(200);
        Report report;
        try (Redis redis = Redis.open(server.plainTarget())) {
            report = Trial.run(redis, workload, load, tick -> save(), () -> false)
                    .report();
        }
        assertThat(report.events()).extracting(ServerEvent::name).contains("fork");
        assertThat(report.events()).allSatisfy(event -> assertThat(event.at()).isBetween(0.0, 60.0));
        long columns = report.ticks().stream()
                .mapToLong(tick -> tick.histogram().getTotalCount())
                .sum();
        assertThat(columns).isEqualTo(report.seen().getTotalCount());
        assertThat(report.ticks()).extracting(Tick::pause).anyMatch(pause -> pause > 0);
        assertThat(report.ticks())
                .anySatisfy(tick -> assertThat(tick.evidence()).containsKeys(EVIDENCE));
        assertThat(report.facts().all())
                .containsKeys(EVIDENCE)
                .containsKeys("safepoints", "allocated_bytes_per_second");
        assertThat(report.environment())
                .containsKeys("client_host", "client_os", "client_processors", "client_java", "io-threads", "save")
                .containsEntry("redis_version", "7.0.15")
                .hasEntrySatisfying(
                        "redkit_version", version -> assertThat(version).startsWith("0."));
        assertThat(report.load()).containsEntry("transport", "tcp").containsEntry("pipeline", "64");
        assertThat(report.facts().get("server_get_us_per_call")).isPositive();
        assertThat(report.facts().get("server_get_p99_us")).isPositive();
    }

    /** One that is under way already is as good. */
    private void save() {
        try (Wire wire = Wire.open(server.plainTarget())) {
            wire.call("BGSAVE");
        }
    }
}
