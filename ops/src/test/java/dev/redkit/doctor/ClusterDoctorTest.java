package dev.redkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.doctor.facts.Examination;
import dev.redkit.doctor.rules.Rules;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ClusterDoctorTest {
    @TempDir
    private Path machine;

    private final Flavour flavour;

    ClusterDoctorTest(TestServer server) {
        flavour = server.flavour();
    }

    private Diagnosis look(Target target) {
        Target patient = target.but().timeout(Duration.ofSeconds(5)).build();
        try (Redis redis = Redis.open(patient)) {
            return Doctor.look(new Examination(redis, 100, machine).examine(), Rules.all());
        }
    }

    private static List<String> together(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .filter(one -> one.node().isEmpty())
                .map(Finding::rule)
                .toList();
    }

    @Test
    void findsTheHoleInTheSlotsAndTheNodeThatIsGone() {
        try (TestCluster cluster = TestCluster.start(flavour)) {
            assertThat(together(look(cluster.target())))
                    .contains("masters-without-replica")
                    .doesNotContain("slots-uncovered", "views-differ", "unreachable");
            cluster.masters().get(1).ask("CLUSTER", "DELSLOTS", "8000", "8001");
            Eventually.holds(
                    () -> together(look(cluster.target())).contains("slots-uncovered"), () -> "the hole in the slots");
            Diagnosis hole = look(cluster.target());
            assertThat(hole.findings())
                    .anySatisfy(one -> assertThat(one.summary()).contains("2 slots", "8000-8001"))
                    .anySatisfy(one -> assertThat(one.rule()).isEqualTo("cluster-down"));
            cluster.masters().get(2).kill();
            Diagnosis gone = look(cluster.target());
            assertThat(gone.nodes()).hasSize(2);
            assertThat(gone.silent())
                    .containsOnlyKeys("127.0.0.1:" + cluster.masters().get(2).port());
            assertThat(together(gone)).contains("unreachable", "slots-uncovered");
        }
    }

    @Test
    void findsSentinelsThatCannotAgree() {
        try (TestSentinels sentinels = TestSentinels.start(flavour)) {
            List<String> broken = List.of("sentinel-no-quorum", "sentinel-settings-differ");
            assertThat(together(look(sentinels.target())))
                    .doesNotContainAnyElementsOf(broken)
                    .doesNotContain("sentinels-disagree", "few-sentinels", "no-replica-to-promote");
            Target first =
                    Target.standalone(sentinels.target().addresses().get(0)).build();
            try (Wire wire = Wire.open(first)) {
                wire.demand("SENTINEL", "SET", TestSentinels.MASTER, "quorum", "9");
            }
            assertThat(together(look(sentinels.target()))).containsAll(broken);
            sentinels.servers().get(1).kill();
            Eventually.holds(
                    () -> together(look(sentinels.target())).contains("no-replica-to-promote"),
                    () -> "no replica; found: " + together(look(sentinels.target())));
        }
    }
}
