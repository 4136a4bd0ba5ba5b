package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer
class ModelRunsTest {
    private static final String FILE = "../docs/examples/model.npz";

    private final TestServer server;
    private final Cli cli;

    @TempDir
    private Path folder;

    ModelRunsTest(TestServer server) {
        this.server = server;
        this.cli = new Cli().env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Cli.Result good(String... words) {
        Cli.Result result = cli.with(words);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result;
    }

    private void fails(int exit, String sentence, String... words) {
        Cli.Result result = cli.with(words);
        assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
        assertThat(result.err()).contains(sentence).doesNotContain("a bug in redkit");
    }

    @Test
    void bringsAFileInAndOutAgain() {
        assertThat(good("model", "import", FILE, "m", "-o", "json").out())
                .contains("\"version\": \"1\"", "\"previous\": null", "\"tensors\": 3", "\"bytes\": 40");
        String out = folder.resolve("out.npz").toString();
        assertThat(good("model", "export", "m", "--out", out, "-o", "ndjson").out())
                .startsWith("{\"model\":\"m\",\"version\":\"1\",\"file\":");
        assertThat(good("model", "diff", FILE, out, "--tolerance", "0").err()).contains("3 of 3 tensors are the same");
        fails(2, "is already there", "model", "export", "m", "--out", out);
        good("model", "export", "m", "--out", out, "--overwrite", "--tensor", "layer*");
        fails(3, "2 of 3 tensors are further apart", "model", "diff", FILE, out, "--tolerance", "0");
    }

    @Test
    void saysWhatWouldBeDoneAndDoesNothing() {
        for (String[] words : new String[][] {
            {"model", "import", FILE, "m", "--dry-run"},
            {"model", "import", FILE, "m", "--layout", "hash", "--dry-run"},
        }) {
            assertThat(good(words).out()).startsWith("would write 3");
        }
        assertThat(server.ask("DBSIZE").number()).isZero();
        good("model", "import", FILE, "m");
        long keys = server.ask("DBSIZE").number();
        assertThat(good("model", "delete", "m", "--dry-run").out()).startsWith("would delete model 'm'");
        assertThat(good("model", "publish", "m:1", "--dry-run").out()).startsWith("would make m:1 current");
        String out = folder.resolve("x.npz").toString();
        assertThat(good("model", "export", "m", "--out", out, "--dry-run").out())
                .startsWith("would write 3 tensors");
        assertThat(Path.of(out)).doesNotExist();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(keys);
    }

    @Test
    void findsDamageAndWritesNoDamagedFile() {
        good("model", "import", FILE, "m");
        server.ask("SETRANGE", "model:{m}:v:1:t:b", "3", "x");
        fails(
                3,
                "'model:{m}:v:1:t:b' of tensor 'b' of version 1 of model 'm' holds other bytes",
                "model",
                "verify",
                "m");
        Path out = folder.resolve("x.npz");
        fails(8, "holds other bytes", "model", "export", "m", "--out", out.toString());
        assertThat(folder).isEmptyDirectory();
        server.ask("DEL", "model:{m}:v:1:t:b");
        fails(
                8,
                "'model:{m}:v:1:t:b' of tensor 'b' of version 1 of model 'm' is missing",
                "model",
                "export",
                "m",
                "--out",
                out.toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void asksBeforeItDeletes() {
        good("model", "import", FILE, "m");
        fails(9, "needs consent", "model", "delete", "m");
        fails(2, "it is current", "model", "delete", "m:1", "--yes");
        good("model", "import", FILE, "m");
        assertThat(good("model", "gc", "--keep", "0", "--grace", "0s", "--yes", "-o", "ndjson")
                        .out())
                .startsWith("{\"model\":\"m\",\"versions\":[\"1\"],\"blobs\":0,\"unfinished\":0,\"bytes\":");
        good("model", "delete", "m", "--yes");
        assertThat(good("model", "list", "-o", "json").out()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void holdsTheGateOfTheCurrentVersion() {
        good("model", "import", FILE, "m", "--if-current", "none");
        fails(3, "is at version 1, not at none", "model", "import", FILE, "m", "--if-current", "none");
        good("model", "import", FILE, "m:next", "--no-publish");
        fails(3, "is at version 1, not at 7", "model", "publish", "m:next", "--if-current", "7");
        good("model", "publish", "m:next", "--if-current", "1");
    }

    @Test
    void saysWhatIsWrongWithWords() {
        fails(2, "there is no model 'm'", "model", "show", "m");
        fails(2, "'{x}' is not a name for a model", "model", "import", FILE, "{x}");
        fails(2, "'7' cannot be a tag", "model", "import", FILE, "m:7");
        fails(2, "there is no nowhere.npz", "model", "import", "nowhere.npz", "m");
        fails(2, "--no-hash cannot go with it", "model", "import", FILE, "m", "--dedupe", "--no-hash");
        good("model", "import", FILE, "model-m");
        fails(2, "did you mean 'model-m'?", "model", "verify", "model-n");
        fails(2, "which version of 'model-m'?", "model", "publish", "model-m");
        fails(
                2,
                "does not say by its name",
                "model",
                "export",
                "model-m",
                "--out",
                folder.resolve("x").toString());
        server.ask("SET", "model:{text}", "v");
        fails(1, "WRONGTYPE", "model", "import", FILE, "text");
    }

    @Test
    void showsFilesWithoutAServer() {
        Cli alone = new Cli().env("REDIS_URL", "redis://127.0.0.1:1");
        assertThat(alone.with("model", "show", FILE, "-o", "csv").out()).startsWith("tensor,dtype,shape,bytes");
        assertThat(alone.with("model", "diff", FILE, FILE, "--tolerance", "0").exit())
                .isZero();
        assertThat(alone.with("model", "list").exit()).isEqualTo(6);
    }

    @Test
    void tellsAndRunsACommandWhenAnotherVersionIsLive() throws Exception {
        good("model", "import", FILE, "m");
        Path told = folder.resolve("told");
        CompletableFuture<Cli.Result> watching = CompletableFuture.supplyAsync(() -> cli.with(
                "model",
                "watch",
                "m",
                "--now",
                "--count",
                "2",
                "--for",
                "60s",
                "-o",
                "ndjson",
                "--exec",
                "cat >> " + told + "; echo $REDKIT_MODEL:$REDKIT_VERSION >> " + told));
        Eventually.holds(() -> read(told).contains("m:1"), () -> read(told));
        good("model", "import", FILE, "m:canary");
        good("model", "publish", "m:canary");
        Cli.Result result = watching.get(60, TimeUnit.SECONDS);
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "{\"event\":\"publish\",\"model\":\"m\",\"version\":\"2\",\"previous\":\"1\",\"tag\":\"\",\"id\":\"");
        assertThat(read(told)).contains("{\"event\":\"publish\",\"model\":\"m\",\"version\":\"2\"", "m:2");
    }

    @Test
    void writesACheckpointOfTwoFilesAndReadsItByItsPrefix() throws Exception {
        good("model", "import", FILE, "m");
        String index = folder.resolve("m.index").toString();
        good("model", "export", "m", "--out", index);
        Path data = folder.resolve("m.data-00000-of-00001");
        assertThat(data).hasSize(40);
        good("model", "import", folder.resolve("m").toString(), "n");
        good("model", "diff", "n", FILE, "--tolerance", "0");
        // The file beside it is guarded as well, and a refusal leaves nothing.
        Files.delete(folder.resolve("m.index"));
        fails(2, "m.data-00000-of-00001 is already there", "model", "export", "m", "--out", index);
        assertThat(folder.resolve("m.index")).doesNotExist();
        good("model", "export", "m", "--out", index, "--overwrite");
        fails(2, "two files", "model", "export", "m", "--out", "-", "--format", "tensorflow");
    }

    @Test
    void copiesATemplateWithTheNumbersOfAVersion() throws Exception {
        String old = "../models/src/test/resources/fixtures/cntk/param.model";
        good("model", "import", old, "m");
        Path made = folder.resolve("new.model");
        fails(2, "which redkit cannot make of numbers", "model", "export", "m", "--out", made.toString());
        assertThat(made).doesNotExist();
        good("model", "export", "m", "--out", made.toString(), "--template", old);
        assertThat(made).hasSameBinaryContentAs(Path.of(old));
        String other = folder.resolve("m.npz").toString();
        fails(2, "npz needs none", "model", "export", "m", "--out", other, "--template", old);
    }

    @Test
    void stopsACommandThatDoesNotEnd() {
        good("model", "import", FILE, "m");
        String[] watch = {"model", "watch", "m", "--now", "--count", "1", "--exec", "exec sleep 600"};
        Cli.Result result = cli.with(join(watch, "--exec-timeout", "300ms"));
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.err()).contains("--exec: stopped after 300ms, because it did not end");
        fails(2, "--exec-timeout is for --exec", "model", "watch", "m", "--exec-timeout", "1s");
    }

    private static String[] join(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        good("model", "import", FILE, "m");
        CompletableFuture<Cli.Result> watching =
                CompletableFuture.supplyAsync(() -> cli.with("model", "watch", "m", "--count", "1", "--for", "90s"));
        Eventually.holds(
                () -> server.ask("CLIENT", "LIST").text().contains("cmd=xread"), () -> "a reader of the stream");
        server.ask("CLIENT", "KILL", "TYPE", "normal");
        good("model", "import", FILE, "m");
        Cli.Result result = watching.get(90, TimeUnit.SECONDS);
        assertThat(result.out()).as(result.toString()).isEqualTo("publish m 2 (was 1)\n");
        assertThat(result.err()).contains("connection lost");
    }

    @Test
    void copiesToAnotherServerAndUnderAnotherName() {
        good("model", "import", FILE, "m");
        good("model", "copy", "m", "--to", "redis://127.0.0.1:" + server.port() + "/1", "--as", "n:prod");
        Cli other = new Cli().env("REDIS_URL", "redis://127.0.0.1:" + server.port() + "/1");
        assertThat(other.with("model", "diff", "n:prod", FILE, "--tolerance", "0")
                        .exit())
                .isZero();
        fails(2, "onto itself", "model", "copy", "m");
    }
}
