package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shell does when its connection breaks: comes back, and never sends a command twice. */
@RedisServer
class ShellConnectionTest {
    private final TestServer server;

    ShellConnectionTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private static Cli.Result script(int port, String... lines) {
        return new Cli()
                .input((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
                .with("-y", "-p", Integer.toString(port), "shell");
    }

    private String killOthers() {
        return "redkit call -p " + server.port() + " CLIENT KILL TYPE normal";
    }

    @Test
    void comesBackToItsDatabaseAndSaysSo() {
        Cli.Result result = script(server.port(), "SELECT 5", "SET a 1", killOthers(), "GET a");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).endsWith("\n1\n");
        assertThat(result.err()).contains("connection lost", "connected again", "database 5");
    }

    @Test
    void tellsThatATransactionIsLost() {
        Cli.Result result = script(server.port(), "WATCH w", "MULTI", "SET a 1", killOthers(), "EXEC");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("lost with it: the transaction (1 command queued), WATCH on 1 key", "EXEC without MULTI");
        assertThat(server.ask("EXISTS", "a").number()).isZero();
    }

    @Test
    void neverSendsACommandTwice() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            CompletableFuture<Cli.Result> run =
                    CompletableFuture.supplyAsync(() -> script(proxy.port(), "BLPOP q 0", "SET after 1"));
            Eventually.holds(() -> server.ask("INFO", "clients").text().contains("blocked_clients:1"), () -> "a wait");
            proxy.cutAll();
            Cli.Result result = run.get(30, TimeUnit.SECONDS);
            assertThat(result.exit()).as("%s", result).isEqualTo(6);
            assertThat(result.err())
                    .contains("line 1: ", "'BLPOP q 0' may or may not have been done", "not sent again");
            assertThat(proxy.accepted()).isEqualTo(1);
        }
        assertThat(server.ask("EXISTS", "after").number()).isZero();
    }
}
