package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.Screen;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import org.junit.jupiter.api.Test;

/** {@code redkit top} on a terminal. */
@NeedsTool("tmux")
@RedisServer
final class TopIT {
    private final TestServer server;

    TopIT(TestServer server) {
        this.server = server;
    }

    @Test
    void fillsTheScreenFollowsItsSizeAndGivesItBack() {
        String line = "-p " + server.port() + " top --interval 100ms";
        try (Screen screen = Screen.redkit(120, 20, line)) {
            screen.await("s: nodes by node").await("127.0.0.1:" + server.port()).await("info");
            screen.await("ops/s").await("hit%").await("calls/s").await("p99");
            screen.resize(60, 12).await("127.0.0.1:" + server.port());
            screen.press("s").await("nodes by ops").press("c").await("commands by p99");
            assertThat(screen.text().lines()).allMatch(row -> row.length() <= 60);
            screen.press("f").await("FROZEN").press("f");
            screen.resize(140, 30).await("lag").press("q");
            assertThat(screen.awaitExit()).isZero();
            assertThat(screen.text()).doesNotContain("nodes by");
        }
    }

    @Test
    void showsEachNodeOfAClusterAndWhoIsGone(TestCluster cluster) {
        String line = "-u redis://" + cluster.target().address() + " -c top --interval 100ms";
        try (Screen screen = Screen.redkit(130, 24, line)) {
            for (TestServer node : cluster.masters()) {
                screen.await("127.0.0.1:" + node.port());
            }
            cluster.masters().get(2).kill();
            screen.await("no answer").press("C-c");
            assertThat(screen.awaitExit()).isEqualTo(130);
        }
    }
}
