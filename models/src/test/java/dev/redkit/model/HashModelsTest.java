package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RedisServer
class HashModelsTest {
    private final TestServer server;
    private final HashModels hashes;

    HashModelsTest(TestServer server) {
        this.server = server;
        this.hashes = new HashModels(Redis.open(server.target()));
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private static Tensor doubles(String name, Shape shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Tensor.of(name, DType.F64, shape, bytes.array());
    }

    private static List<Tensor> layers() {
        return List.of(
                doubles("layer1.weights", Shape.of(3), 1.0, 2.0, 3.0),
                doubles("layer1.biases", Shape.of(2), 4.0, 5.0),
                doubles("layer2.weights", Shape.of(3), 6.0, 7.0, 8.0),
                doubles("layer2.biases", Shape.of(2), 9.0, 10.0));
    }

    private String field(String key, String field) {
        return server.ask("HGET", key, field).text();
    }

    @Test
    void writesTheLinearRegressionOfTheDocuments() {
        hashes.write(
                "linear_regression",
                List.of(doubles("coefficient", Shape.of(), 1.5), doubles("intercept", Shape.of(), 2.3)),
                false,
                false);
        assertThat(field("linear_regression", "coefficient")).isEqualTo("1.5");
        assertThat(field("linear_regression", "intercept")).isEqualTo("2.3");
    }

    @Test
    void writesTheLayersOfTheDocumentsFlatOrNested() {
        assertThat(hashes.write("model_params", layers(), false, false).fields())
                .isEqualTo(4);
        assertThat(field("model_params", "layer1.weights")).isEqualTo("[1.0, 2.0, 3.0]");
        assertThat(hashes.write("model_params", layers(), true, true).replaced())
                .isTrue();
        assertThat(field("model_params", "layer2")).isEqualTo("{\"weights\":[6.0, 7.0, 8.0],\"biases\":[9.0, 10.0]}");
        assertThat(server.ask("HLEN", "model_params").number()).isEqualTo(2);
        assertSame(hashes.read("model_params"), layers());
    }

    @Test
    void readsWhatRedisPyTwoLeft() {
        server.ask(
                "HSET",
                "model_params",
                "layer1",
                "{'weights': [1.0, 2.0, 3.0], 'biases': [4.0, 5.0]}",
                "layer2",
                "{u'weights': [6.0, 7.0, 8.0], u'biases': (9.0, 10.0)}");
        assertSame(hashes.read("model_params"), layers());
    }

    private static void assertSame(ModelFile model, List<Tensor> expected) {
        assertThat(model.tensors())
                .extracting(Tensor::toString)
                .isEqualTo(expected.stream().map(Tensor::toString).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Imports.bytes(model.tensors().get(i))).isEqualTo(Imports.bytes(expected.get(i)));
        }
    }

    @Test
    void readsNumbersArraysTruthsAndLeavesTextAlone() throws IOException {
        server.ask(
                "HSET",
                "m",
                "n",
                "7",
                "x",
                "-1.5e-3",
                "w",
                "[[1,2],[3,4.5]]",
                "on",
                "[true,false]",
                "kind",
                "ridge",
                "none",
                "",
                "empty",
                "[]",
                "deep",
                "{\"a\":{\"b\":[[[1]]]}}");
        try (ModelFile model = hashes.read("m")) {
            assertThat(model.tensors())
                    .extracting(Tensor::toString)
                    .containsExactlyInAnyOrder(
                            "n I64[]", "x F64[]", "w F64[2,2]", "on BOOL[2]", "empty F64[0]", "deep.a.b I64[1,1,1]");
            assertThat(model.metadata()).isEqualTo(Map.of("kind", "ridge", "none", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[1,2],[3]]     | rows of different lengths",
                "[1,[2]]         | rows of different lengths",
                "[[1],2]         | rows of different lengths",
                "[1,true]        | mixes truth values and numbers",
                "[{'a': 1}]      | has a dictionary in an array",
                "[1, 'x']        | has text in an array",
                "__import__('os')| ",
                "[1,2            | neither JSON nor what Python prints"
            })
    void refusesWhatIsNoTensor(String text, String complaint) {
        server.ask("HSET", "m", "w", text);
        if (complaint == null) {
            // Plain text that happens to look like a program is text.
            assertThat(hashes.read("m").metadata()).containsEntry("w", text);
            return;
        }
        assertThatThrownBy(() -> hashes.read("m"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'w' of hash 'm'")
                .hasMessageContaining(complaint);
    }

    @Test
    void replacesOnlyAHashAndOnlyWhenToldTo() {
        List<Tensor> one = List.of(doubles("a", Shape.of(), 1));
        server.ask("SET", "text", "v");
        hashes.write("m", one, false, false);
        assertThatThrownBy(() -> hashes.write("m", one, false, false))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("there is a hash 'm' already");
        assertThatThrownBy(() -> hashes.write("text", one, false, true)).isInstanceOf(UsageError.class);
        assertThat(server.ask("GET", "text").text()).isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1, 1.0",
        "-0.0, -0.0",
        "1e-05, 1e-05",
        "0.0001, 0.0001",
        "1e16, 1e+16",
        "123456789012345680, " + "1.2345678901234568e+17",
        "2.0E-3, 0.002",
        "2e23, 2e+23",
        "4.9E-324, 5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308"
    })
    void writesTheShortestDecimalsAsPythonDoes(double value, String text) {
        hashes.write("m", List.of(doubles("a", Shape.of(), value)), false, true);
        assertThat(field("m", "a")).isEqualTo(text);
        assertThat(Imports.bytes(hashes.read("m").tensors().get(0)))
                .isEqualTo(Imports.bytes(doubles("a", Shape.of(), value)));
    }
}
