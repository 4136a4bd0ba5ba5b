package dev.redkit.format.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.predict.Prediction;
import dev.redkit.predict.Predictor;
import dev.redkit.predict.Predictors;
import dev.redkit.tensor.Doubles;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Framework;
import dev.redkit.testkit.NeedsFramework;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that Spark trains and saves now, on this machine, with what it says of them. */
@NeedsFramework("spark")
@EnabledForJreRange(max = JRE.JAVA_17, disabledReason = "Spark 3.5 runs on Java 8, 11 and 17")
class RealSparkTest {
    /** Another processor may add up in another order. */
    private static final double NEXT_TO_NOTHING = 1e-12;

    @TempDir
    static Path folder;

    private static final List<String[]> LEARNED = new ArrayList<>();
    private static final List<String[]> PREDICTIONS = new ArrayList<>();

    @BeforeAll
    static void train() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        Program.Result result = Framework.program("spark", temporary, "TeachSpark", folder.toString())
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        for (String line : Files.readAllLines(folder.resolve("learned.tsv"))) {
            LEARNED.add(line.split("\t", -1));
        }
        for (String line : Files.readAllLines(folder.resolve("predictions.tsv"))) {
            PREDICTIONS.add(line.split("\t", -1));
        }
    }

    private static ModelFile open(String name) throws IOException {
        Path model = folder.resolve(name);
        return ModelFormats.byContent(model).open(model, ReadOptions.DEFAULT);
    }

    /** What Spark says that the model has learned, by the name of each. */
    private static Map<String, double[]> learned(String name) {
        Map<String, double[]> learned = new LinkedHashMap<>();
        LEARNED.stream()
                .filter(cells -> cells[0].equals(name))
                .forEach(cells -> learned.put(cells[1], numbers(cells[2])));
        assertThat(learned).isNotEmpty();
        return learned;
    }

    private static double[] numbers(String text) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    private static Tensor tensor(ModelFile model, String name) {
        return model.tensors().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + model.tensors()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linear",
                "logistic",
                "multinomial",
                "kmeans",
                "tree",
                "classes",
                "forest",
                "average",
                "boosted",
                "boosted-regression",
                "pipeline"
            })
    void predictsWhatSparkPredicts(String name) throws IOException {
        List<String[]> rows =
                PREDICTIONS.stream().filter(cells -> cells[0].equals(name)).toList();
        assertThat(rows).hasSize(120);
        try (ModelFile model = open(name)) {
            Predictor predictor = Predictors.of(model, null);
            for (String[] row : rows) {
                Prediction prediction = predictor.predict(numbers(row[1]));
                assertThat(prediction.value())
                        .as(row[1])
                        .isCloseTo(Double.parseDouble(row[2]), within(NEXT_TO_NOTHING));
                double[] probabilities = numbers(row[3]);
                assertThat(prediction.probabilities()).hasSize(probabilities.length);
                for (int i = 0; i < probabilities.length; i++) {
                    assertThat(prediction.probabilities().get(i)).isCloseTo(probabilities[i], within(NEXT_TO_NOTHING));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "logistic", "multinomial", "kmeans", "scaler"})
    void readsWhatSparkHasLearned(String name) throws IOException {
        try (ModelFile model = open(name)) {
            learned(name)
                    .forEach((tensor, numbers) -> assertThat(Doubles.of(tensor(model, tensor)))
                            .as(tensor)
                            .containsExactly(numbers));
        }
    }

    @Test
    void readsTheFactorsOfUsersAndItems() throws IOException {
        Map<String, double[]> read = new LinkedHashMap<>();
        try (ModelFile model = open("als")) {
            for (String kind : List.of("userFactors", "itemFactors")) {
                double[] factors = Doubles.of(tensor(model, kind + ".features"));
                double[] ids = Doubles.of(tensor(model, kind + ".id"));
                for (int i = 0; i < ids.length; i++) {
                    read.put(kind + "." + (int) ids[i], Arrays.copyOfRange(factors, 3 * i, 3 * i + 3));
                }
            }
        }
        assertSame(read, learned("als"));
    }

    @Test
    void readsTheVectorsOfWords() throws IOException {
        Map<String, double[]> read = new LinkedHashMap<>();
        try (ModelFile model = open("word2vec");
                Elements words = new Elements(tensor(model, "word"))) {
            double[] vectors = Doubles.of(tensor(model, "vector"));
            for (int i = 0; words.hasNext(); i++) {
                read.put(words.nextText(), Arrays.copyOfRange(vectors, 5 * i, 5 * i + 5));
            }
        }
        assertSame(read, learned("word2vec"));
    }

    private static void assertSame(Map<String, double[]> read, Map<String, double[]> learned) {
        assertThat(read).hasSameSizeAs(learned);
        learned.forEach((name, numbers) -> assertThat(read.get(name)).as(name).containsExactly(numbers));
    }
}
