package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.failure.UsageError;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.predict.Predictors;
import dev.redkit.predict.Task;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real Redis-ML, whose file REDKIT_TEST_MODULE_ML names, predicts what Spark has predicted. */
@Tag("matrix")
@EnabledIfEnvironmentVariable(named = "REDKIT_TEST_MODULE_ML", matches = ".+", disabledReason = "no Redis-ML here")
class RedisMlModuleTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Flavour.REDIS8, "loadmodule " + System.getenv("REDKIT_TEST_MODULE_ML"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Forests of classes are not here: the module counts votes of trees, where Spark adds up shares of classes. */
    @ParameterizedTest
    @CsvSource({
        "linreg, LINEAR",
        "logreg, LOGISTIC",
        "kmeans, KMEANS",
        "dtc, CLASSIFICATION",
        "dtr, REGRESSION",
        "rfr, REGRESSION",
        "rfcat, REGRESSION",
        "gbtr, BOOSTED_REGRESSION"
    })
    void predictsWhatSparkPredicts(String name, Task task) throws IOException {
        Path folder = Fixtures.file("spark/" + name);
        try (ModelFile file = ModelFormats.byContent(folder).open(folder, ReadOptions.DEFAULT);
                Redis redis = Redis.open(server.target());
                ModuleWrite write = new ModuleWrite(redis, ServerModule.REDIS_ML)) {
            List<ModuleCommand> commands = MlCommands.of(name, Predictors.of(file, null));
            assertThat(write.run(commands, MlCommands.TYPES, false)).isZero();
            assertThatThrownBy(() -> write.run(commands, MlCommands.TYPES, false))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("there is a key '" + name + "' already");
            assertThat(write.run(commands, MlCommands.TYPES, true)).isEqualTo(1);
            try (MlModel model = MlModel.open(redis, name, task).orElseThrow()) {
                for (String line : Files.readAllLines(Fixtures.file("spark/predictions.tsv"))) {
                    String[] cells = line.split("\t", -1);
                    if (cells[0].equals(name)) {
                        double[] row = Arrays.stream(cells[1].split(" ", -1))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                        assertThat(model.predict(row).value()).isCloseTo(Double.parseDouble(cells[2]), within(1e-12));
                    }
                }
            }
        }
    }
}
