package dev.redkit.format.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.tensor.Doubles;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that Spark 3.5.6 has saved. */
class SparkFormatTest {
    private static ModelFile open(String name) throws IOException {
        Path folder = Fixtures.file("spark/" + name);
        return ModelFormats.byContent(folder).open(folder, ReadOptions.DEFAULT);
    }

    private static double[] numbers(ModelFile model, String name) {
        return Doubles.of(tensor(model, name));
    }

    private static Tensor tensor(ModelFile model, String name) {
        return model.tensors().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linreg | intercept F64[], coefficients F64[3], scale F64[]",
                "linregsparse | intercept F64[], coefficients F64[12], scale F64[]",
                "logreg | interceptVector F64[1], coefficientMatrix F64[1,3]",
                "logreg3 | interceptVector F64[3], coefficientMatrix F64[3,3]",
                "logregsparse | interceptVector F64[1], coefficientMatrix F64[1,12]",
                "svc | coefficients F64[3], intercept F64[]",
                "glr | intercept F64[], coefficients F64[3]",
                "naivebayes | pi F64[2], theta F64[2,3], sigma F64[0,0]",
                "kmeans | clusterCenters F64[2,3]",
                "kmeanscos | clusterCenters F64[3,3]",
                "scaler | std F64[3], mean F64[3]",
                "minmax | originalMin F64[3], originalMax F64[3]",
                "maxabs | maxAbs F64[3]",
                "idf | idf F64[3], docFreq I64[3]",
                "pca | pc F64[3,2], explainedVariance F64[2]",
                "countvectorizer | vocabulary STRING[6]",
                "als | userFactors.id I32[4], userFactors.features F32[4,2], itemFactors.id I32[3], itemFactors.features"
                        + " F32[3,2]",
                "word2vec | word STRING[8], vector F32[8,4]",
                "pipeline | stages.0.std F64[3], stages.0.mean F64[3], stages.1.intercept F64[], stages.1.coefficients"
                        + " F64[3], stages.1.scale F64[]",
                "pipeassembler | stages.1.originalMin F64[3], stages.1.originalMax F64[3], stages.2.intercept F64[],"
                        + " stages.2.coefficients F64[3], stages.2.scale F64[]",
                "dtr | trees.treeID I32[9], trees.id I32[9], trees.prediction F64[9], trees.impurity F64[9], trees.gain"
                        + " F64[9], trees.rawCount I64[9], trees.leftChild I32[9], trees.rightChild I32[9],"
                        + " trees.featureIndex I32[9], trees.numCategories I32[9], trees.threshold F64[9],"
                        + " trees.categories F64[0], trees.categoriesStart I32[10], trees.impurityStats F64[9,3]",
            })
    void readsWhatAModelHasLearned(String name, String tensors) throws IOException {
        try (ModelFile model = open(name)) {
            assertThat(model.format()).isEqualTo("spark");
            assertThat(String.join(
                            ", ", model.tensors().stream().map(Tensor::toString).toList()))
                    .isEqualTo(tensors);
        }
    }

    @Test
    void keepsEveryNumber() throws IOException {
        try (ModelFile model = open("linreg")) {
            assertThat(numbers(model, "coefficients"))
                    .containsExactly(0.44706872062630443, 1.3353819687402633, 0.002691315316340687);
            assertThat(numbers(model, "intercept")).containsExactly(-0.5268953629345543);
        }
        try (ModelFile model = open("logreg")) {
            assertThat(numbers(model, "coefficientMatrix"))
                    .containsExactly(11.13905538977501, 18.170361867536844, -0.006361782643034664);
        }
        try (ModelFile model = open("kmeans")) {
            assertThat(numbers(model, "clusterCenters"))
                    .startsWith(0.5201552682375472, 0.47820808077783217, 27.0)
                    .endsWith(2.0);
        }
        try (ModelFile model = open("als")) {
            assertThat(numbers(model, "userFactors.features")).startsWith(0, 0, 0.78499186f, 0.8513868f, 1.5699837f);
        }
        try (ModelFile model = open("rf")) {
            assertThat(numbers(model, "trees.treeID")).hasSize(29).isSorted().endsWith(2);
            assertThat(numbers(model, "trees.threshold"))
                    .startsWith(0.5317661102860647, 0.7081645120283537, Double.NaN);
            assertThat(numbers(model, "trees.impurityStats")).startsWith(25, 16, 22, 3);
            assertThat(numbers(model, "trees.weights")).containsExactly(1, 1, 1);
        }
    }

    @Test
    void unfoldsWhatIsNearlyAllZero() throws IOException {
        try (ModelFile model = open("linregsparse")) {
            double[] expected = new double[12];
            expected[1] = -0.1119978146577057;
            expected[3] = 1.2039367832286005;
            assertThat(numbers(model, "coefficients")).containsExactly(expected);
        }
    }

    @Test
    void readsTheCategoriesThatGoLeft() throws IOException {
        try (ModelFile model = open("rfcat")) {
            double[] categories = numbers(model, "trees.numCategories");
            double[] starts = numbers(model, "trees.categoriesStart");
            double[] thresholds = numbers(model, "trees.threshold");
            assertThat(categories).contains(6);
            for (int i = 0; i < categories.length; i++) {
                assertThat(starts[i + 1] > starts[i]).isEqualTo(categories[i] > 0);
                assertThat(categories[i] > 0 && !Double.isNaN(thresholds[i])).isFalse();
            }
        }
    }

    @Test
    void readsWordsWithTheirVectors() throws IOException {
        Map<String, double[]> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Fixtures.file("spark/word2vec.tsv"))) {
            String[] cells = line.split("\t", -1);
            expected.put(
                    cells[0],
                    Arrays.stream(cells[1].split(" ", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        try (ModelFile model = open("word2vec")) {
            List<String> words = new ArrayList<>();
            try (Elements elements = new Elements(tensor(model, "word"))) {
                while (elements.hasNext()) {
                    words.add(elements.nextText());
                }
            }
            double[] vectors = numbers(model, "vector");
            assertThat(words)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet())
                    .contains("é");
            for (int i = 0; i < words.size(); i++) {
                assertThat(Arrays.copyOfRange(vectors, 4 * i, 4 * i + 4)).containsExactly(expected.get(words.get(i)));
            }
        }
    }

    @Test
    void keepsParametersAsMetadata() throws IOException {
        try (ModelFile model = open("logreg")) {
            assertThat(model.metadata())
                    .containsEntry("class", "org.apache.spark.ml.classification.LogisticRegressionModel")
                    .containsEntry("sparkVersion", "3.5.6")
                    .containsEntry("paramMap.maxIter", "5")
                    .containsEntry("defaultParamMap.threshold", "0.5")
                    .containsEntry("numClasses", "2")
                    .containsEntry("isMultinomial", "false");
        }
        try (ModelFile model = open("pipeline")) {
            assertThat(model.metadata())
                    .containsEntry("class", "org.apache.spark.ml.PipelineModel")
                    .containsEntry("paramMap.stageUids", "[\"stdScal_ba02813f5636\",\"linReg_d6473640418f\"]")
                    .containsEntry("stages.1.paramMap.featuresCol", "f2");
        }
    }

    @Test
    void readsSeveralPartsInTheirOrder(@TempDir Path folder) throws IOException {
        Path model = SparkFolders.copy("kmeans", folder.resolve("m"));
        Path other = SparkFolders.part(SparkFolders.copy("kmeans", folder.resolve("other")), "data");
        Files.copy(other, model.resolve("data/part-00001-x.snappy.parquet"));
        Files.writeString(model.resolve("data/.part-00000.crc"), "crc");
        Files.writeString(model.resolve("data/_SUCCESS"), "");
        assertThatThrownBy(() -> Fixtures.found(model))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has two centres 0")
                .hasMessageContaining("part-00001-x");
    }
}
