package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.doctor.Rule;
import dev.redkit.doctor.rules.Rules;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code redkit doctor}: its shapes and its exit codes. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"tcp-keepalive 0", "user nobody on >some-password ~* +ping +hello +role"})
class DoctorRunsTest {
    private final TestServer server;

    DoctorRunsTest(TestServer server) {
        this.server = server;
    }

    private Cli.Result doctor(String... words) {
        List<String> all = new ArrayList<>(List.of("-u", "redis://127.0.0.1:" + server.port(), "doctor"));
        all.addAll(List.of(words));
        return new Cli().with(all);
    }

    @Test
    void tellsWhatIsWrongWhyAndWhatMendsIt() {
        Cli.Result result = doctor();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out())
                .contains(
                        "warn   keepalive-off  127.0.0.1:" + server.port(),
                        "why:  connections of machines that are gone are kept for ever",
                        "mend: redkit -h 127.0.0.1 -p " + server.port() + " call CONFIG SET tcp-keepalive 300")
                .contains("warnings")
                .doesNotContain("not looked at");
    }

    @Test
    void hasOneShapeAsJson() {
        Cli.Result result = doctor("-o", "json");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out())
                .contains(
                        "\"rule\": \"keepalive-off\"", "\"tcp-keepalive\": \"0\"", "\"unseen\": []", "\"silent\": {}");
        assertThat(doctor("-o", "ndjson").out().lines())
                .anyMatch(line -> line.startsWith("{\"severity\":\"warn\",\"rule\":\"keepalive-off\",\"node\":"));
        assertThat(doctor("-o", "csv").out()).startsWith("severity,rule,node,summary,why,mend\n");
    }

    @Test
    void isAGateForPipelines() {
        Cli.Result warn = doctor("--fail-on", "warn");
        assertThat(warn.exit()).as("%s", warn).isEqualTo(3);
        assertThat(warn.err()).contains("keepalive-off");
        Cli.Result error = doctor("--fail-on", "error");
        assertThat(error.exit()).as("%s", error).isZero();
    }

    @Test
    void leavesRulesOut() {
        assertThat(doctor("--skip", "keepalive-off,no-password").out()).doesNotContain("keepalive-off", "no-password");
        Cli.Result wrong = doctor("--skip", "keepalive-of");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("keepalive-off");
    }

    @Test
    void saysWhatItMayNotRead() {
        Cli.Result result = new Cli()
                .with("-u", "redis://nobody:some-password@127.0.0.1:" + server.port(), "doctor", "--fail-on", "warn");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("CONFIG GET *: not permitted — ", "persistence-off");
    }

    @Test
    void listsItsRules() {
        Cli.Result result = Cli.run("doctor", "rules", "-o", "csv");
        assertThat(result.out()).contains("error,slots-uncovered,");
        assertThat(Rules.all().stream().map(Rule::id)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(40);
        assertThat(result.out().lines()).hasSize(Rules.all().size() + 1);
    }

    @Test
    void looksAtItself() {
        Cli.Result result = new Cli().with("doctor", "self", "-o", "json");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("\"java\"", "\"processors\"", "\"state_folder\"", "\"complaints\": []");
    }

    @Test
    void namesTheNodeThatIsGone() {
        try (TestCluster cluster = TestCluster.start(server.flavour())) {
            cluster.masters().get(2).kill();
            Cli.Result result = new Cli()
                    .with(
                            "-u",
                            "redis://127.0.0.1:" + cluster.masters().get(0).port(),
                            "-c",
                            "doctor",
                            "--sample",
                            "0");
            assertThat(result.exit()).as("%s", result).isEqualTo(4);
            assertThat(result.err())
                    .contains("127.0.0.1:" + cluster.masters().get(2).port());
            assertThat(result.out()).contains("2 nodes", "slots-uncovered");
        }
    }
}
