package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench vector} where there are vectors, and where there only seem to be. */
final class BenchVectorTest {
    private static Cli.Result vector(TestServer server, String... words) {
        List<String> all = new ArrayList<>(List.of("-u", "redis://127.0.0.1:" + server.port(), "bench", "vector"));
        all.addAll(List.of("--dim", "16", "--queries", "20", "--for", "1s", "--warmup", "50ms", "--accept", "any"));
        all.addAll(List.of(words));
        return new Cli().with(all);
    }

    @Nested
    @RedisServer(flavour = Flavour.REDIS8)
    class OnAVectorSet {
        private final TestServer server;

        @TempDir
        private Path folder;

        OnAVectorSet(TestServer server) {
            this.server = server;
        }

        @Test
        void theSweepEndsInTheOneNumberThatCompares() {
            String file = folder.resolve("v.json").toString();
            Cli.Result result = vector(
                    server,
                    "--count",
                    "1000",
                    "--ef",
                    "5,500",
                    "--precision",
                    "f32",
                    "--assert",
                    "recall>0.2",
                    "--out",
                    file);
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out()).contains("recall", "front", "vector set  500");
            assertThat(result.err())
                    .contains("1,000 vectors of 16 dimensions", "at a recall of 0.95 or more: ", "passed: recall>0.2");
            assertThat(Path.of(file))
                    .content()
                    .contains("\"recall\":", "\"dimensions\":\"16\"", "\"vectors\":\"1000\"", "steal_percent");
            assertThat(server.ask("DBSIZE").number()).isZero();
        }

        @Test
        void aRecallThatIsNotReachedIsAThree() {
            Cli.Result result = vector(server, "--count", "1000", "--ef", "500", "--assert", "recall>1");
            assertThat(result.exit()).as("%s", result).isEqualTo(3);
        }

        @Test
        void whatIsNotThereIsNotMeasured() {
            Cli.Result result = vector(server, "--count", "100", "--engine", "search");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err()).contains("the server has no FT.SEARCH");
        }
    }

    @Nested
    @RedisServer(flavour = Flavour.REDISEARCH)
    class OnASearchModuleWithoutVectors {
        private final TestServer server;

        OnASearchModuleWithoutVectors(TestServer server) {
            this.server = server;
        }

        @Test
        void oneSentenceSaysSo() {
            Cli.Result result = vector(server, "--count", "100", "--engine", "search");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err())
                    .contains("the server has FT.SEARCH, but makes no index of vectors: ", "RediSearch 2.4")
                    .doesNotContain("DROPINDEX");
        }
    }
}
