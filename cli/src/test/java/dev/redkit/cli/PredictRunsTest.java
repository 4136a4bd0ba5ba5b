package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RedisServer
class PredictRunsTest {
    private static final String SPARK = "../models/src/test/resources/fixtures/spark/";

    private final TestServer server;
    private final Cli cli;

    @TempDir
    private Path folder;

    PredictRunsTest(TestServer server) {
        this.server = server;
        this.cli = new Cli().env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private String good(String... words) {
        Cli.Result result = cli.with(words);
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.out();
    }

    private void fails(int exit, String sentence, String... words) {
        Cli.Result result = cli.with(words);
        assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
        assertThat(result.err()).contains(sentence).doesNotContain("a bug in redkit");
    }

    /** The rows of a model that Spark has predicted, and what it said of each. */
    private List<String> rows(String model) throws IOException {
        List<String> expected = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(SPARK + "predictions.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals(model)) {
                rows.append(cells[1].replace(' ', ',')).append('\n');
                expected.add(cells[2]);
            }
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        return expected;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbtc", "rf", "kmeans", "pipelog"})
    void predictsFromAFolderAVersionAndRowsOnStandardInput(String model) throws IOException {
        List<String> expected = rows(model);
        String file = folder.resolve("rows.csv").toString();
        good("model", "import", SPARK + model, model);
        for (String from : new String[] {SPARK + model, model}) {
            List<String> lines =
                    good("predict", from, "--rows", file, "-o", "csv").lines().toList();
            assertThat(lines).hasSize(expected.size() + 1);
            for (int i = 0; i < expected.size(); i++) {
                String[] cells = lines.get(i + 1).split(",", -1);
                assertThat(cells[0]).isEqualTo(Integer.toString(i + 1));
                assertThat(Double.parseDouble(cells[1])).isEqualTo(Double.parseDouble(expected.get(i)));
            }
        }
        assertThat(cli.input(Files.readAllBytes(folder.resolve("rows.csv")))
                        .with("predict", model, "-o", "csv")
                        .out())
                .isEqualTo(good("predict", model, "--rows", file, "-o", "csv"));
    }

    @Test
    void predictsWithTheRegressionOfTheDocuments() {
        server.ask("HSET", "linear_regression", "coefficient", "1.5", "intercept", "2.3");
        assertThat(good("predict", "linear_regression", "3", "-o", "json"))
                .isEqualToIgnoringWhitespace("{\"prediction\":6.8}");
        assertThat(good("predict", "linear_regression", "-1.5", "-o", "ndjson")).contains("0.04999999999999982");
        assertThat(good("predict", "linear_regression", "--features", "x", "x=2"))
                .contains("5.3");
        assertThat(good("predict", "linear_regression", "2", "--as", "logistic", "-o", "ndjson"))
                .startsWith("{\"prediction\":1,\"probabilities\":[0.00");
    }

    @Test
    void takesNumbersFromColumnsAndLists() {
        String rows = "{\"id\":7,\"a\":1,\"b\":[2,3]}\n{\"id\":8,\"b\":[0,0],\"a\":\"1e0\"}\n";
        String predicted = cli.input(rows.getBytes(StandardCharsets.UTF_8))
                .with("predict", SPARK + "linreg", "--features", "a,b", "-o", "ndjson")
                .out();
        assertThat(predicted.lines().toList())
                .containsExactly(
                        "{\"row\":1,\"prediction\":2.599011241121299}",
                        "{\"row\":2,\"prediction\":-0.07982664230824987}");
    }

    @Test
    void saysWhichRowCannotBeUsed() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b,c\n1,2,3\n1,2\n");
        String file = rows.toString();
        fails(8, "row 2 (line 3) of " + file, "predict", SPARK + "linreg", "--rows", file);
        Files.writeString(rows, "a,b,c\n1,2,x\n");
        fails(8, "'x' is no number, in row 1", "predict", SPARK + "linreg", "--rows", file);
        fails(8, "has no column 'd'", "predict", SPARK + "linreg", "--rows", file, "--features", "a,b,d");
        Files.writeString(rows, "a,b\n1,2\n");
        fails(8, "has 2 numbers, but the model takes 3", "predict", SPARK + "linreg", "--rows", file);
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() {
        fails(2, "takes 3 numbers, not 2", "predict", SPARK + "linreg", "1", "2");
        fails(2, "'1d' is no number", "predict", SPARK + "linreg", "1d", "2", "3");
        fails(2, "no feature is called 'x'", "predict", SPARK + "linreg", "x=1");
        fails(2, "there is no model 'nosuch'", "predict", "nosuch", "1");
        fails(2, "predicts nothing that redkit can calculate", "predict", SPARK + "word2vec", "1");
        fails(2, "say numbers or --rows", "predict", SPARK + "linreg", "1", "--rows", "-");
    }

    @Test
    void writesTheCommandsOfRedisMl() throws IOException {
        Path file = folder.resolve("price.resp");
        assertThat(good("model", "import", SPARK + "linreg", "price", "--layout", "redisml", "--out", file.toString()))
                .contains("price", "1");
        assertThat(Files.readString(file))
                .isEqualTo("*6\r\n$13\r\nML.LINREG.SET\r\n$5\r\nprice\r\n$19\r\n-0.5268953629345543\r\n$19\r\n"
                        + "0.44706872062630443\r\n$18\r\n1.3353819687402633\r\n$20\r\n0.002691315316340687\r\n");
        fails(
                2,
                "is already there",
                "model",
                "import",
                SPARK + "linreg",
                "p",
                "--layout",
                "redisml",
                "--out",
                file.toString());
        assertThat(good(
                        "model",
                        "import",
                        "../docs/examples/params.json",
                        "linear",
                        "--layout",
                        "redisml",
                        "--out",
                        "-"))
                .isEqualTo("*4\r\n$13\r\nML.LINREG.SET\r\n$6\r\nlinear\r\n$3\r\n2.3\r\n$3\r\n1.5\r\n");
        assertThat(good(
                        "model",
                        "import",
                        "../docs/examples/model.npz",
                        "W",
                        "--layout",
                        "redisml",
                        "--tensor",
                        "W",
                        "--out",
                        "-"))
                .startsWith("*8\r\n$13\r\nML.MATRIX.SET\r\n$1\r\nW\r\n$1\r\n2\r\n$1\r\n2\r\n");
        assertThat(good("model", "import", SPARK + "linreg", "p", "--layout", "redisai", "--out", "-"))
                .startsWith(
                        "*6\r\n$12\r\nAI.TENSORSET\r\n$13\r\n{p}:intercept\r\n$6\r\nDOUBLE\r\n$1\r\n1\r\n$4\r\nBLOB\r\n$8\r\n");
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void namesTheModuleThatTheServerLacks() {
        fails(
                1,
                "has not loaded the module Redis-ML ('redis-ml'), which knows ML.LINREG.SET",
                "model",
                "import",
                SPARK + "linreg",
                "price",
                "--layout",
                "redisml");
        fails(1, "module RedisAI ('ai')", "model", "import", SPARK + "linreg", "price", "--layout", "redisai");
        String out = folder.resolve("x.npz").toString();
        fails(1, "module RedisAI ('ai')", "model", "export", "price", "--layout", "redisai", "--out", out);
        fails(
                2,
                "--out is for --layout redisml and redisai",
                "model",
                "import",
                SPARK + "linreg",
                "p",
                "--out",
                "x.resp");
        assertThat(folder).isEmptyDirectory();
        assertThat(server.ask("DBSIZE").number()).isZero();
    }
}
