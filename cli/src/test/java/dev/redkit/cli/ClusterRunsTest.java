package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import org.junit.jupiter.api.Test;

@RedisServer
class ClusterRunsTest {
    private final Cli cli;

    ClusterRunsTest(TestCluster cluster) {
        cli = new Cli().env("REDIS_URL", "redis://" + cluster.target().address());
        if (cluster.target().credentials().present()) {
            cli.env("REDISCLI_AUTH", cluster.target().credentials().password());
        }
    }

    @Test
    void callFollowsAKeyToItsNode() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            Cli.Result result = cli.with("-c", "call", "SET", key, "v" + key);
            assertThat(result.out()).as(result.toString()).isEqualTo("OK\n");
            assertThat(cli.with("-c", "call", "GET", key).out()).isEqualTo("v" + key + "\n");
        }
    }

    @Test
    void withoutTheOptionItSaysHowToFollow() {
        String all = "";
        for (String key : new String[] {"a", "b", "c", "d"}) {
            all += cli.with("call", "GET", key).err();
        }
        assertThat(all).contains("MOVED").contains("add -c");
    }

    @Test
    void infoAsksEveryNode() {
        Cli.Result json = cli.with("-c", "info", "cluster", "-o", "ndjson", "--debug");
        assertThat(json.exit()).as(json.toString()).isZero();
        assertThat(json.out().lines()).hasSize(3).allMatch(line -> line.contains("\"info\":{\"cluster\":"));
        assertThat(cli.with("-c", "info", "cluster").out().lines().filter(line -> line.endsWith("(master)")))
                .hasSize(3);
    }

    @Test
    void pingReachesTheCluster() {
        assertThat(cli.with("-c", "ping").out()).isEqualTo("PONG\n");
    }
}
