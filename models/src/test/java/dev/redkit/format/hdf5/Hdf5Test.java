package dev.redkit.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5Test {
    @TempDir
    Path folder;

    @Test
    void readsWhatH5pyReads() throws IOException {
        assertThat(Fixtures.found(Fixtures.file("hdf5/basic.h5")))
                .containsAllEntriesOf(Fixtures.expected("hdf5/basic.h5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"earliest", "v108", "v110", "v112", "v114"})
    void readsTheLayoutsOfAllVersionsButTheNewest(String version) throws IOException {
        assertThat(Fixtures.found(Fixtures.file("hdf5/libver/" + version + ".h5")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdf5/latest.h5", "hdf5/libver/latest.h5", "hdf5/libver/v200.h5"})
    void saysWhatToDoAboutTheNewestLayout(String file) {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file(file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(file)
                .satisfies(e -> assertThat(((BadInput) e).hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("h5repack")));
    }

    @ParameterizedTest
    @CsvSource({
        "keras/keras231_model.h5, keras/keras231_expected.npz",
        "keras/keras231_weights.h5, keras/keras231_expected.npz",
        "keras3/keras3_legacy.h5, keras3/keras3_expected.npz",
        "keras3/keras3_model.keras, keras3/keras3_expected.npz",
        "keras3/keras3.weights.h5, keras3/keras3_expected.npz",
    })
    void findsTheWeightsOfKeras(String file, String expected) throws IOException {
        Map<String, String> found = Fixtures.found(Fixtures.file(file));
        assertThat(found.values()).containsAll(Fixtures.expected(expected).values());
    }

    @Test
    void callsWeightsAsTheUserKnowsThem() throws IOException {
        assertThat(Fixtures.found(Fixtures.file("keras/keras231_model.h5"))).containsKeys("conv/kernel", "out/bias");
        assertThat(Fixtures.found(Fixtures.file("keras3/keras3_legacy.h5")))
                .containsAllEntriesOf(Fixtures.expected("keras3/keras3_expected.npz"));
        Map<String, String> found = Fixtures.found(Fixtures.file("keras3/keras3.weights.h5"));
        Fixtures.expected("keras3/keras3_expected.npz")
                .forEach((name, value) -> assertThat(found).containsEntry(name.replace("sequential/", ""), value));
    }

    @Test
    void readsShardsByTheirIndex() throws IOException {
        assertThat(Fixtures.found(Fixtures.file("keras3/sharded.weights.json"))).isNotEmpty();
    }

    @Test
    void entersNoGroupFromWithinItselfAndFollowsNoLink() throws IOException {
        assertThat(Fixtures.found(Fixtures.file("unsafe/cycle.h5"))).containsOnlyKeys("a/x");
    }

    @Test
    void refusesChunksThatAreTooLargeToHold() {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file("unsafe/huge_chunk.h5")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("that are unpacked at once");
    }

    @Test
    void writesWeightsWhereKerasLooksForThem() throws IOException {
        Path file = folder.resolve("m.weights.h5");
        write("keras-weights", Fixtures.file("keras3/keras3_legacy.h5"), file);
        assertThat(Fixtures.found(file))
                .containsAllEntriesOf(found("keras3/keras3.weights.h5", "optimizer/"))
                .containsKeys("conv/kernel", "out/bias");
        assertThat(metadata(file).get("keras_paths")).contains("\"out/bias\":\"layers/dense_1/vars/1\"");
    }

    private static Map<String, String> found(String fixture, String without) throws IOException {
        Map<String, String> found = Fixtures.found(Fixtures.file(fixture));
        found.keySet().removeIf(name -> name.startsWith(without));
        return found;
    }

    private static Map<String, String> metadata(Path file) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            return opened.metadata();
        }
    }

    private static void write(String format, Path source, Path target) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(target)) {
            ModelContent content = new ModelContent(opened.tensors(), opened.metadata());
            ModelFormats.byName(format).write(content, out, WriteOptions.DEFAULT);
        }
    }

    @Test
    void writesAWholeModelOfKerasWhereItCameWithItsConfiguration() throws IOException {
        Path source = Fixtures.file("keras3/keras3_model.keras");
        Path file = folder.resolve("m.keras");
        write("keras", source, file);
        assertThat(Fixtures.found(file)).isEqualTo(Fixtures.found(source));
        assertThat(metadata(file)).containsAllEntriesOf(metadata(source));
        assertThatThrownBy(() -> write("keras", Fixtures.file("keras3/keras3.weights.h5"), file))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("how the model is built");
    }

    @Test
    void doesNotGuessWhichLayerIsMeant() {
        Tensor weight = Tensor.of("fc.weight", DType.F32, Shape.of(1), new byte[4]);
        assertThatThrownBy(() -> ModelFormats.byName("keras-weights")
                        .write(
                                new ModelContent(List.of(weight), Map.of()),
                                OutputStream.nullOutputStream(),
                                WriteOptions.DEFAULT))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("cannot tell which layer of Keras 'fc.weight'");
    }

    @Test
    void numbersLayersOfAClassAndLooksIntoCells() throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.of("b/kernel", DType.F32, Shape.of(1, 1), new byte[4]));
        tensors.add(Tensor.of("a/bias", DType.F32, Shape.of(1), new byte[4]));
        tensors.add(Tensor.of("a/kernel", DType.F32, Shape.of(1, 1), new byte[4]));
        tensors.add(Tensor.of("r/lstm_cell/recurrent_kernel", DType.F32, Shape.of(1, 4), new byte[16]));
        tensors.add(Tensor.of("r/lstm_cell/kernel", DType.F32, Shape.of(1, 4), new byte[16]));
        Path file = folder.resolve("m.weights.h5");
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName("keras-weights").write(new ModelContent(tensors, Map.of()), out, WriteOptions.DEFAULT);
        }
        assertThat(Fixtures.found(file)).hasSize(5);
        assertThat(metadata(file).get("keras_paths"))
                .contains("layers/dense/vars/0", "\"a/bias\":\"layers/dense_1/vars/1\"", "layers/lstm/cell/vars/1");
    }
}
