package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of each format holds comes back from the server as it was. */
@RedisServer(flavour = Flavour.EMBEDDED)
class FormatsThroughRedisTest extends StoreTest {
    @TempDir
    Path folder;

    FormatsThroughRedisTest(TestServer server) {
        super(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scipy/csr.npz",
                "scipy/csr_array.npz",
                "scipy/bsr.npz",
                "mxnet/sparse.params",
                "mxnet/numpy.params",
                "gguf/tiny.gguf",
                "theano/theano_pklutils.zip",
                "theano/theano_shared.pkl",
                "hdf4/sds.hdf",
                "pandas/pandas_object.h5",
                "pandas/pandas_table.h5",
                "scipy/hermitian.mtx",
                "matlab/v4.mat",
                "matlab/v5.mat",
                "matlab/testsparsecomplex_6.1_SOL2.mat",
                "scipy/array_skew.mtx",
            })
    void comesBackAsItWas(String name) throws IOException {
        Path file = Fixtures.file(name);
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            Imports.run(store, Imports.order("m", opened.tensors()));
        }
        try (StoredModel model = store.open(ModelName.parse("m"))) {
            assertThat(Fixtures.found(model.tensors())).isEqualTo(Fixtures.found(file));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scipy/csr.npz, scipy",
        "scipy/csr.npz, mtx",
        "scipy/csr.npz, mxnet",
        "scipy/coo.npz, mtx",
        "scipy/dia.npz, mtx",
        "scipy/bsr.npz, mtx",
        "scipy/array_hermitian.mtx, mtx",
        "matlab/testsparsecomplex_6.1_SOL2.mat, mat",
        "matlab/testsparse_7.4_GLNX86.mat, mtx",
        "mxnet/sparse.params, mxnet",
        "torch/state_dict.pt, mat",
        "torch/state_dict.pt, mxnet",
        "torch/state_dict.pt, pickle",
    })
    void goesOutAsItWouldStraightFromTheFile(String name, String format) throws IOException {
        Path file = Fixtures.file(name);
        Path straight = Files.createDirectory(folder.resolve("straight")).resolve("m." + format);
        Path through = Files.createDirectory(folder.resolve("through")).resolve("m." + format);
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            Imports.run(store, Imports.order("m", opened.tensors()));
            write(opened.tensors(), format, straight);
        }
        try (StoredModel model = store.open(ModelName.parse("m"))) {
            write(model.tensors(), format, through);
        }
        assertThat(Fixtures.found(through)).isEqualTo(Fixtures.found(straight)).isNotEmpty();
    }

    private static void write(List<Tensor> tensors, String format, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            ModelFormats.byName(format).write(new ModelContent(tensors, Map.of()), out, WriteOptions.DEFAULT);
        }
    }
}
