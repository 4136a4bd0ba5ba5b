package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The shell in a cluster: goes where the keys are, and says where that is. */
@RedisServer
class ShellClusterTest {
    private final Cli cli;

    ShellClusterTest(TestCluster cluster) {
        cli = new Cli().env("REDIS_URL", "redis://" + cluster.target().address());
        if (cluster.target().credentials().present()) {
            cli.env("REDISCLI_AUTH", cluster.target().credentials().password());
        }
    }

    private Cli.Result script(String... lines) {
        return cli.input((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
                .with("-c", "shell");
    }

    @Test
    void followsKeysToTheirNodes() {
        Cli.Result result = script("SET a 1", "SET b 2", "SET c 3", "GET a", "GET b", "GET c");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("OK\nOK\nOK\n1\n2\n3\n");
        assertThat(result.err()).contains("-> slot ");
    }

    @Test
    void aTransactionStaysOnItsNode() {
        Cli.Result result = script("GET {t}", "MULTI", "SET {t}1 x", "INCR {t}2", "EXEC", "DEL {t}1 {t}2");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("QUEUED\nQUEUED\n", "2\n");
        Cli.Result elsewhere = script("GET a", "MULTI", "SET a 1", "SET b 1", "SET c 1");
        assertThat(elsewhere.exit()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("MOVED", "EXEC will do nothing");
    }
}
