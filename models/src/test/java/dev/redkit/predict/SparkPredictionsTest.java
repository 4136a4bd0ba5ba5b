package dev.redkit.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Spark 3.5.6 itself has predicted: {@code predictions.tsv} has, for each row, the model, the features, the column
 * {@code prediction}, and the column {@code probability} where there is one.
 */
class SparkPredictionsTest {
    private static final double NEXT_TO_NOTHING = 1e-12;

    /** Where the sum itself is the prediction, the last bit shows whether a product was rounded before it was added. */
    private static boolean wasSparse(String model, int row) {
        // Sparse vectors are multiplied so in Spark: the coefficients of the one, every second row of the others.
        return model.equals("linregsparse") || (List.of("linreg", "pipeline").contains(model) && row % 2 == 1);
    }

    private record Row(double[] features, double prediction, double[] probabilities) {}

    private static List<Row> rows(String model) throws IOException {
        return Files.readAllLines(Fixtures.file("spark/predictions.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[0].equals(model))
                .map(cells -> new Row(numbers(cells[1]), Double.parseDouble(cells[2]), numbers(cells[3])))
                .toList();
    }

    private static double[] numbers(String text) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logreg",
                "logreg3",
                "logregsparse",
                "kmeans",
                "kmeanscos",
                "svc",
                "rf",
                "rf3",
                "rfr",
                "rfcat",
                "dtc",
                "dtr",
                "gbtc",
                "gbtr",
                "pipelog",
                "linreg",
                "linregsparse",
                "pipeline",
                "pipeassembler"
            })
    void predictsWhatSparkPredicts(String name) throws IOException {
        Path folder = Fixtures.file("spark/" + name);
        List<Row> rows = rows(name);
        assertThat(rows).isNotEmpty();
        try (ModelFile model = ModelFormats.byContent(folder).open(folder, ReadOptions.DEFAULT)) {
            Predictor predictor = Predictors.of(model, null);
            assertThat(predictor.features()).isEqualTo(rows.get(0).features().length);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                Prediction prediction = predictor.predict(row.features());
                if (wasSparse(name, i)) {
                    assertThat(prediction.value()).isCloseTo(row.prediction(), within(NEXT_TO_NOTHING));
                } else {
                    assertThat(prediction.value()).as("row %d", i).isEqualTo(row.prediction());
                }
                assertThat(prediction.probabilities()).hasSameSizeAs(row.probabilities());
                for (int k = 0; k < row.probabilities().length; k++) {
                    assertThat(prediction.probabilities().get(k))
                            .isCloseTo(row.probabilities()[k], within(NEXT_TO_NOTHING));
                }
            }
        }
    }
}
