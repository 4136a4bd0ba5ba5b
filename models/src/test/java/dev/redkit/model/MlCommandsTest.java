package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.predict.Predictors;
import dev.redkit.predict.Task;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes for Redis-ML: the examples of its documentation, and the models that Spark has saved. */
class MlCommandsTest {
    static Tensor doubles(String name, Shape shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Tensor.of(name, DType.F64, shape, bytes.array());
    }

    static String text(List<ModuleCommand> commands) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ModuleCommand command : commands) {
            command.writeTo(out);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** A command line as a client of Redis would send it. */
    static String resp(String... lines) {
        StringBuilder resp = new StringBuilder();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            resp.append('*').append(words.length).append("\r\n");
            for (String word : words) {
                resp.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
        }
        return resp.toString();
    }

    private static List<ModuleCommand> commands(String key, Task task, Tensor... tensors) {
        ModelFile model = new OpenedTensors("test", List.of(tensors), Map.of(), List.of());
        return MlCommands.of(key, Predictors.of(model, task));
    }

    private static List<ModuleCommand> ofSpark(String name) throws IOException {
        Path folder = Fixtures.file("spark/" + name);
        try (ModelFile model = ModelFormats.byContent(folder).open(folder, ReadOptions.DEFAULT)) {
            return MlCommands.of("m", Predictors.of(model, null));
        }
    }

    @Test
    void writesTheExamplesOfTheDocumentation() throws IOException {
        Tensor coefficients = doubles("coefficients", Shape.of(3), 3, 4, 5);
        assertThat(text(commands("linear", null, coefficients, doubles("intercept", Shape.of(), 2))))
                .isEqualTo(resp("ML.LINREG.SET linear 2 3 4 5"));
        assertThat(text(commands(
                        "logistic",
                        Task.LOGISTIC,
                        doubles("coef_", Shape.of(1, 2), 2, 2),
                        doubles("intercept_", Shape.of(1), 0))))
                .isEqualTo(resp("ML.LOGREG.SET logistic 0 2 2"));
        assertThat(text(commands("k", null, doubles("clusterCenters", Shape.of(2, 3), 1, 1, 2, 2, 5, 4))))
                .isEqualTo(resp("ML.KMEANS.SET k 2 3 1 1 2 2 5 4"));
        assertThat(text(MlCommands.matrix("a", doubles("W", Shape.of(2, 3), 1, 2, 5, 3, 4, 6))))
                .isEqualTo(resp("ML.MATRIX.SET a 2 3 1 2 5 3 4 6"));
    }

    @Test
    void writesTheParametersOfTheDocuments() throws IOException {
        assertThat(text(commands(
                        "linear_regression",
                        null,
                        doubles("coefficient", Shape.of(), 1.5),
                        doubles("intercept", Shape.of(), 2.3))))
                .isEqualTo(resp("ML.LINREG.SET linear_regression 2.3 1.5"));
    }

    @Test
    void writesWhatSparkHasLearned() throws IOException {
        assertThat(text(ofSpark("linreg")))
                .isEqualTo(resp("ML.LINREG.SET m -0.5268953629345543 0.44706872062630443 1.3353819687402633"
                        + " 0.002691315316340687"));
        assertThat(text(ofSpark("logreg")))
                .isEqualTo(resp("ML.LOGREG.SET m -15.57242594526491 11.13905538977501 18.170361867536844"
                        + " -0.006361782643034664"));
        assertThat(text(ofSpark("kmeans")))
                .isEqualTo(resp("ML.KMEANS.SET m 2 3 0.5201552682375472 0.47820808077783217 27 0.503959566861311"
                        + " 0.4891848040147093 2"));
        assertThat(text(ofSpark("dtr")))
                .isEqualTo(resp("ML.FOREST.ADD m 0 . NUMERIC 1 0.6538251550126848 .l NUMERIC 1 0.5424759368387351"
                        + " .ll NUMERIC 0 0.7081645120283537 .lll LEAF 0 .llr LEAF 0.16666666666666666"
                        + " .lr NUMERIC 0 0.17057918701274472 .lrl LEAF 0 .lrr LEAF 1 .r LEAF 1"));
    }

    @Test
    void writesATreeInACommandEach() throws IOException {
        assertThat(text(ofSpark("rf")).split("ML.FOREST.ADD\r\n", -1)).hasSize(4);
        assertThat(text(ofSpark("rf"))).contains("$1\r\n2\r\n$1\r\n.\r\n$7\r\nNUMERIC\r\n");
        assertThat(text(ofSpark("rfcat"))).contains("$9\r\nCATEGORIC\r\n$1\r\n0\r\n$7\r\n0:2:3:5\r\n");
    }

    private static Tensor integers(String name, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return Tensor.of("trees." + name, DType.I32, Shape.of(values.length), bytes.array());
    }

    private static Tensor[] twoTrees(double... weights) {
        return new Tensor[] {
            integers("treeID", 0, 1, 1, 1),
            integers("id", 0, 0, 1, 2),
            integers("leftChild", -1, 1, -1, -1),
            integers("rightChild", -1, 2, -1, -1),
            integers("featureIndex", -1, 3, -1, -1),
            integers("numCategories", -1, -1, -1, -1),
            integers("categoriesStart", 0, 0, 0, 0, 0),
            doubles("trees.categories", Shape.of(0)),
            doubles("trees.threshold", Shape.of(4), Double.NaN, 0.25, Double.NaN, Double.NaN),
            doubles("trees.prediction", Shape.of(4), 5, 0, 1, 2),
            doubles("trees.impurityStats", Shape.of(4, 0)),
            doubles("trees.weights", Shape.of(2), weights)
        };
    }

    @Test
    void givesATreeOfOneLeafASplitThatChangesNothing() throws IOException {
        assertThat(text(commands("f", Task.REGRESSION, twoTrees(1, 1))))
                .isEqualTo(resp(
                        "ML.FOREST.ADD f 0 . NUMERIC 0 0 .l LEAF 5 .r LEAF 5",
                        "ML.FOREST.ADD f 1 . NUMERIC 3 0.25 .l LEAF 1 .r LEAF 2"));
    }

    @Test
    void weighsTheLeavesOfBoostedTreesBecauseTheModuleTakesTheMean() throws IOException {
        assertThat(text(commands("f", Task.BOOSTED_REGRESSION, twoTrees(1, 0.125))))
                .isEqualTo(resp(
                        "ML.FOREST.ADD f 0 . NUMERIC 0 0 .l LEAF 10 .r LEAF 10",
                        "ML.FOREST.ADD f 1 . NUMERIC 3 0.25 .l LEAF 0.25 .r LEAF 0.5"));
    }

    @ParameterizedTest
    @CsvSource({
        "logreg3, multinomial logistic regression",
        "kmeanscos, k-means",
        "svc, linear SVC",
        "pipeline, pipeline of 1 scaler and linear regression",
        "gbtc, Redis-ML crashes when one is not between -1 and 128",
        "scaler, predicts nothing",
        "word2vec, predicts nothing"
    })
    void refusesWhatTheModuleCannot(String name, String reason) {
        assertThatThrownBy(() -> ofSpark(name)).isInstanceOf(UsageError.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoNumber(double value) {
        assertThatThrownBy(() -> commands("m", null, doubles("coefficients", Shape.of(1), value)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("which Redis-ML does not take");
        assertThatThrownBy(() -> MlCommands.matrix("m", doubles("W", Shape.of(1, 1, 1), 1)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is no matrix");
    }

    @Test
    void asksForARowInTheWordsOfTheDocumentation() {
        double[] row = {0.5, -2};
        assertThat(MlModel.command("m", Task.LINEAR, row)).containsExactly("ML.LINREG.PREDICT", "m", "0.5", "-2.0");
        assertThat(MlModel.command("m", Task.LOGISTIC, row)).startsWith("ML.LOGREG.PREDICT", "m");
        assertThat(MlModel.command("m", Task.KMEANS, row)).startsWith("ML.KMEANS.PREDICT", "m");
        assertThat(MlModel.command("m", Task.CLASSIFICATION, row))
                .containsExactly("ML.FOREST.RUN", "m", "0:0.5,1:-2.0", "CLASSIFICATION");
        assertThat(MlModel.command("m", Task.BOOSTED_CLASSIFICATION, row)).endsWith("REGRESSION");
        assertThat(MlModel.meaning(Task.LOGISTIC, 0.75).value()).isEqualTo(1);
        assertThat(MlModel.meaning(Task.LOGISTIC, 0.75).probabilities()).containsExactly(0.25, 0.75);
        assertThat(MlModel.meaning(Task.BOOSTED_CLASSIFICATION, -0.1).value()).isZero();
    }
}
