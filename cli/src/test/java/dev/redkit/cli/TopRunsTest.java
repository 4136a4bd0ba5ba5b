package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code redkit top} where nobody looks: lines for programs. */
@RedisServer
class TopRunsTest {
    private final TestServer server;

    TopRunsTest(TestServer server) {
        this.server = server;
    }

    private Cli.Result top(String... words) {
        return new Cli().env("REDIS_URL", "redis://127.0.0.1:" + server.port()).with(words);
    }

    @Test
    void writesALineForEachLookWhereThereIsNoTerminal() {
        Cli.Result result = top("top", "--interval", "20ms", "--count", "3");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("\"address\":\"127.0.0.1:" + server.port() + "\",\"role\":\"master\""))
                .allMatch(line -> line.contains("\"ops_per_second\":") && line.contains("\"hit_ratio\":"))
                .anyMatch(line -> line.contains("{\"name\":\"info\",\"calls_per_second\":"));
    }

    @Test
    void writesARowForEachNode() {
        Cli.Result result = top("top", "--interval", "20ms", "--count", "2", "-o", "csv");
        assertThat(result.out().lines()).hasSize(3);
        assertThat(result.out()).startsWith("time,address,role,silence,ops_per_second,");
    }

    @Test
    void tellsOfEachNodeOfACluster(TestCluster cluster) {
        Cli.Result result = new Cli()
                .with(
                        "-u",
                        "redis://" + cluster.target().address(),
                        "-c",
                        "top",
                        "--interval",
                        "20ms",
                        "--count",
                        "1",
                        "-o",
                        "ndjson");
        assertThat(result.exit()).as("%s", result).isZero();
        cluster.masters().forEach(node -> assertThat(result.out()).contains("127.0.0.1:" + node.port()));
    }

    @Test
    void tellsPrometheus() {
        int port = TestServer.freePort();
        HttpClient client = HttpClient.newHttpClient();
        List<String> words =
                List.of("-p", Integer.toString(server.port()), "top", "--interval", "50ms", "--prom-port", "" + port);
        try (Cli.Running running = new Cli().start(words)) {
            running.await(it -> {
                String text = fetch(client, port);
                return text.contains("redkit_top_up{node=\"127.0.0.1:" + server.port() + "\"} 1.0")
                        && text.contains("redkit_top_ops_per_second")
                        && text.contains("redkit_top_command_calls_per_second{node=");
            });
        }
    }

    /** Nothing while nobody listens there. */
    private static String fetch(HttpClient client, int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysWhatItDoesNotWrite() {
        Cli.Result result = top("top", "-o", "yaml", "--count", "1");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("top does not write yaml");
    }
}
