package dev.redkit.format.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ReadOptions;
import dev.redkit.predict.Predictors;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that are not what they should be end in a clear refusal, never in anything else. */
class SparkBadInputTest {
    private static final long SEED = 20_261_129;
    private static final int ROUNDS = 300;

    @TempDir
    Path folder;

    private static void tryToRead(Path model, String what) {
        try (ModelFile opened = new SparkFormat().open(model, ReadOptions.DEFAULT)) {
            for (Tensor tensor : opened.tensors()) {
                assertThat(tensor.bytes()).isLessThan(1 << 30);
                try (InputStream in = tensor.open()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            Predictors.of(opened, null);
        } catch (BadInput | UsageError e) {
            assertThat(e).message().isNotBlank();
        } catch (IOException | RuntimeException | Error e) {
            fail(what, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linreg, data",
        "logregsparse, data",
        "rf, data",
        "rf, treesMetadata",
        "word2vec, data",
        "als, userFactors",
        "countvectorizer, data"
    })
    void survivesTruncationAndMutationOfNumbers(String name, String part) throws IOException {
        Path model = SparkFolders.copy(name, folder.resolve("m"));
        Path file = SparkFolders.part(model, part);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 64) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Fixtures.found(model)).isInstanceOf(BadInput.class);
        }
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            Files.write(file, mutated);
            tryToRead(model, name + ", round " + round);
        }
    }

    @ParameterizedTest
    @CsvSource({"pipeline", "gbtc", "logreg3"})
    void survivesTruncationAndMutationOfMetadata(String name) throws IOException {
        Path model = SparkFolders.copy(name, folder.resolve("m"));
        Path file = model.resolve("metadata/part-00000");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length += 16) {
            Files.write(file, Arrays.copyOf(whole, length));
            tryToRead(model, name + ", cut at " + length);
        }
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = whole.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            Files.write(file, mutated);
            tryToRead(model, name + ", round " + round);
        }
    }

    private void damaged(Path model, String reason) {
        assertThatThrownBy(() -> Fixtures.found(model))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason);
    }

    private Path withMetadata(String name, String from, String to) throws IOException {
        Path model = SparkFolders.copy(name, folder.resolve("m"));
        Path file = model.resolve("metadata/part-00000");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return model;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.apache.spark.ml.clustering.LDAModel | is a org.apache.spark.ml.clustering.LDAModel, which redkit does"
                        + " not read | it reads linear",
                "org.apache.spark.mllib.regression.LinearRegressionModel | mllib.regression.LinearRegressionModel, which"
                        + " redkit | it is of the old mllib",
                "org.apache.spark.ml.tuning.CrossValidatorModel | tuning.CrossValidatorModel, which redkit | bestModel",
                "java.lang.Runtime | is a java.lang.Runtime, which redkit does not read | it reads linear",
            })
    void refusesAClassByItsName(String other, String reason, String hint) throws IOException {
        Path model = withMetadata("linreg", "org.apache.spark.ml.regression.LinearRegressionModel", other);
        assertThatThrownBy(() -> Fixtures.found(model))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.hint().orElse("")).contains(hint))
                .hasMessageContaining(reason);
    }

    @Test
    void refusesTheClassOfOtherNumbers() throws IOException {
        damaged(
                withMetadata("linreg", "regression.LinearRegressionModel", "recommendation.ALSModel"),
                "no Parquet file");
        Path trees = SparkFolders.copy("linreg", folder.resolve("trees"));
        Path file = trees.resolve("metadata/part-00000");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("regression.LinearRegressionModel", "regression.DecisionTreeRegressionModel"));
        damaged(trees, "has no value id in a row");
    }

    @Test
    void refusesWhatIsNotWhole() throws IOException {
        Path model = SparkFolders.copy("linreg", folder.resolve("m"));
        Files.delete(SparkFolders.part(model, "data"));
        damaged(model, "holds no Parquet file, so the model is not whole");
        Files.writeString(model.resolve("metadata/part-00000"), "{\"uid\":\"x\"}");
        damaged(model, "names no class");
        Path pipeline = SparkFolders.copy("pipeline", folder.resolve("p"));
        Files.move(pipeline.resolve("stages/1_linReg_d6473640418f"), pipeline.resolve("stages/2_linReg_d6473640418f"));
        damaged(pipeline, "has no folder stages/1_linReg_d6473640418f");
    }

    @Test
    void followsNothingOutOfTheFolder() throws IOException {
        Path model = SparkFolders.copy("linreg", folder.resolve("m"));
        Path part = SparkFolders.part(model, "data");
        Path secret = folder.resolve("secret.parquet");
        Files.move(part, secret);
        Files.createSymbolicLink(part, secret);
        damaged(model, "is a link that leaves the folder of the model");
        Path pipeline = SparkFolders.copy("pipeline", folder.resolve("p"));
        Path metadata = pipeline.resolve("metadata/part-00000");
        Files.writeString(metadata, Files.readString(metadata).replace("linReg_d6473640418f", "../../../m"));
        damaged(pipeline, "names a stage ../../../m, but has no folder");
    }

    @Test
    void believesNoLengthOfTheFooter() throws IOException {
        Path model = SparkFolders.copy("linreg", folder.resolve("m"));
        Path part = SparkFolders.part(model, "data");
        byte[] bytes = Files.readAllBytes(part);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 8, Integer.MAX_VALUE);
        Files.write(part, bytes);
        damaged(model, "the footer would have 2147483647 bytes");
        // FileMetaData whose schema would have two thousand million elements.
        byte[] footer = {0x15, 2, 0x19, (byte) 0xfc, -1, -1, -1, -1, 7};
        ByteBuffer lie = ByteBuffer.allocate(4 + footer.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        Files.write(
                part,
                lie.put(magic).put(footer).putInt(footer.length).put(magic).array());
        damaged(model, "a list would have 2147483647 elements");
    }
}
