package dev.redkit.bench.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = Flavour.REDIS8)
class VectorTrialTest {
    private static final Index.Graph GRAPH = new Index.Graph(8, 100, "f32");

    private final TestServer server;

    VectorTrialTest(TestServer server) {
        this.server = server;
    }

    @Test
    void moreEffortFindsMoreAndAllOfItIsTrue() {
        Vectors all = Vectors.drawn(2050, 24, 3);
        Vectors data = all.part(0, 2000);
        Vectors queries = all.part(2000, 50);
        Truth truth = Truth.of(data, queries, 10);
        Index index = Index.vectorSet("vectors", GRAPH);
        Load load = Load.closed(2, 1, 1)
                .during(Duration.ofSeconds(2), Duration.ofMillis(100))
                .inBlocks(2);
        List<Report> reports = new ArrayList<>();
        try (Redis redis = Redis.open(server.plainTarget())) {
            VectorTrial.create(redis, index, data);
            VectorTrial.build(redis, index, data, added -> {}, () -> false);
            for (int ef : new int[] {10, 500}) {
                Trial.Outcome outcome =
                        VectorTrial.run(redis, new VectorTrial.Task(index, queries, truth, ef), load, () -> false);
                assertThat(outcome.failure()).isEmpty();
                reports.add(outcome.report());
            }
            Trial.Outcome open =
                    VectorTrial.run(redis, new VectorTrial.Task(index, queries, truth, 50), load.at(200), () -> false);
            assertThat(open.report().open()).isTrue();
            assertThat(open.report().count()).isBetween(20L, 440L);
            VectorTrial.drop(redis, index, data);
        }
        assertThat(reports).allSatisfy(report -> assertThat(report.errorCount()).isZero());
        double little = reports.get(0).facts().get("recall");
        double much = reports.get(1).facts().get("recall");
        assertThat(little).isBetween(0.2, 1.0);
        assertThat(much).isBetween(Math.max(0.97, little), 1.0);
        assertThat(VectorTrial.fastest(reports, 0.97)).isPresent();
        assertThat(VectorTrial.front(reports)).contains(reports.get(1));
        assertThat(server.ask("DBSIZE").number()).isZero();
    }
}
