package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(config = {"cluster-require-full-coverage no", "slowlog-log-slower-than 0"})
class KeysClusterRunsTest {
    private final TestCluster cluster;

    @TempDir
    private Path folder;

    KeysClusterRunsTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    private Cli.Result run(String... words) {
        List<String> all = new ArrayList<>(
                List.of("-c", "-p", Integer.toString(cluster.masters().get(0).port())));
        all.addAll(List.of(words));
        return new Cli().env("XDG_STATE_HOME", folder.toString()).with(all);
    }

    @Test
    void showsTheOthersAndNamesTheOneThatIsGone() {
        for (int i = 0; i < 30; i++) {
            assertThat(run("call", "SET", "key:" + i, "x").exit()).isZero();
        }
        assertThat(run("keys", "count", "-o", "json").out())
                .contains("\"keys\": 30")
                .contains("\"exact\": true");
        assertThat(run("keys", "big").out()).contains("servers  3").contains("matched  30");
        assertThat(run("memory", "-o", "ndjson").exit()).isZero();
        assertThat(run("config", "get", "maxmemory").out()).contains("all");
        assertThat(run("config", "diff").exit()).isZero();
        TestServer dead = cluster.masters().get(2);
        dead.kill();
        try {
            for (String[] words : new String[][] {
                {"keys", "count"},
                {"keys", "big", "-o", "json"},
                {"keys", "prefixes"},
                {"keys", "count", "key:*"},
                {"memory"},
                {"slowlog"},
                {"clients", "list"},
                {"config", "get", "maxmemory"},
                {"acl", "whoami"},
                {"module", "list"}
            }) {
                Cli.Result result = run(words);
                assertThat(result.exit()).as("%s: %s", List.of(words), result).isEqualTo(4);
                assertThat(result.err()).contains("127.0.0.1:" + dead.port());
            }
            assertThat(run("keys", "big", "-o", "json").out())
                    .contains("\"missing\"")
                    .contains("\"largest\"");
        } finally {
            dead.start();
            cluster.awaitWhole();
        }
    }
}
