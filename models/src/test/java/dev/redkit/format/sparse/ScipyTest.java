package dev.redkit.format.sparse;

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
import dev.redkit.testkit.NeedsPython;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/** Sparse matrices and Matrix Market: what is written, the real SciPy reads, and it is what SciPy had written. */
class ScipyTest {
    @TempDir
    Path folder;

    private Path written(String source, String format, String name) throws IOException {
        Path file = Fixtures.file(source);
        Path target = folder.resolve(name);
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(target)) {
            ModelContent content = new ModelContent(opened.tensors(), Map.of());
            ModelFormats.byName(format).write(content, out, WriteOptions.DEFAULT);
        }
        return target;
    }

    private static void python(String script, Path... files) {
        String[] command = new String[3 + files.length];
        command[0] = NeedsPython.INTERPRETER;
        command[1] = "-c";
        command[2] = "import sys, numpy as np, scipy.io, scipy.sparse\na, b = sys.argv[1:]\n" + script;
        for (int i = 0; i < files.length; i++) {
            command[3 + i] = files[i].toAbsolutePath().toString();
        }
        Program.Result result = Program.of(command).run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr", "csc", "coo", "bsr", "dia"})
    @NeedsPython("scipy")
    void sciPyLoadsASparseMatrix(String kind) throws IOException {
        Path file = written("scipy/" + kind + ".npz", "scipy", "out.sparse.npz");
        String script = "x, y = scipy.sparse.load_npz(a), scipy.sparse.load_npz(b)\n"
                + "assert x.format == y.format and x.dtype == y.dtype, (x, y)\n"
                + "assert (x.toarray() == y.toarray()).all()\n";
        python(script, Fixtures.file("scipy/" + kind + ".npz"), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr", "csc", "coo", "bsr", "dia"})
    @NeedsPython("scipy")
    void sciPyReadsASparseMatrixMarket(String kind) throws IOException {
        Path file = written("scipy/" + kind + ".npz", "mtx", "out.mtx");
        String script = "x, y = scipy.sparse.load_npz(a), scipy.io.mmread(b)\n"
                + "assert (x.toarray() == y.toarray()).all(), (x.toarray(), y.toarray())\n";
        python(script, Fixtures.file("scipy/" + kind + ".npz"), file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"m", "symmetric", "hermitian", "skew", "complex", "array", "array_symmetric", "array_hermitian"})
    @NeedsPython("scipy")
    void sciPyReadsTheSameMatrixFromWhatIsWrittenAgain(String name) throws IOException {
        Path file = written("scipy/" + name + ".mtx", "mtx", "out.mtx");
        String script =
                "x, y = (m.toarray() if scipy.sparse.issparse(m) else m for m in map(scipy.io.mmread, (a, b)))\n"
                        + "assert x.dtype == y.dtype and (x == y).all(), (x, y)\n";
        python(script, Fixtures.file("scipy/" + name + ".mtx"), file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy/f64_fortran.npy", "numpy/c8.npy", "numpy/bool.npy", "numpy/i4_be.npy"})
    @NeedsPython("scipy")
    void sciPyReadsADenseMatrixMarket(String source) throws IOException {
        Path file = written(source, "mtx", "out.mtx");
        String script = "x, y = np.load(a), scipy.io.mmread(b)\n" + "assert (x.reshape(y.shape) == y).all(), (x, y)\n";
        python(script, Fixtures.file(source), file);
    }

    @Test
    void findsEveryMatrixOfAModel() throws IOException {
        Path file = Fixtures.file("scipy/csr.npz");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.format()).isEqualTo("scipy");
            SparseMatrix bare = SparseMatrix.sort(opened.tensors()).matrices().get(0);
            List<Tensor> model = new ArrayList<>(bare.tensors("layer.W"));
            model.addAll(bare.tensors("V"));
            model.add(Tensor.of("b", DType.U8, Shape.of(1), new byte[1]));
            SparseMatrix.Sorted sorted = SparseMatrix.sort(model);
            assertThat(sorted.matrices()).extracting(SparseMatrix::name).containsExactly("layer.W", "V");
            assertThat(sorted.others()).extracting(Tensor::name).containsExactly("b");
            assertThatThrownBy(() -> ModelFormats.byName("scipy")
                            .write(
                                    new ModelContent(model, Map.of()),
                                    OutputStream.nullOutputStream(),
                                    WriteOptions.DEFAULT))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("one sparse matrix, and there are 2, and 1 other");
        }
    }

    @Test
    void refusesPartsThatDoNotFit() {
        Tensor data = Tensor.of("data", DType.U8, Shape.of(2), new byte[2]);
        Tensor indices = Tensor.of("indices", DType.I32, Shape.of(2), new byte[8]);
        Tensor pointers = Tensor.of("indptr", DType.I32, Shape.of(3), new byte[12]);
        assertThatThrownBy(() -> SparseMatrix.of("W", SparseKind.CSR, new long[] {5, 5}, data, indices, pointers))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'W' (csr)")
                .hasMessageContaining("indptr have the shape [3], but should be 6");
    }

    @Test
    void refusesPlacesBeyondTheMatrix() {
        Tensor data = Tensor.of("data", DType.U8, Shape.of(1), new byte[1]);
        Tensor indices = Tensor.of("indices", DType.I32, Shape.of(1), new byte[] {9, 0, 0, 0});
        Tensor pointers = Tensor.of("indptr", DType.I32, Shape.of(2), new byte[] {0, 0, 0, 0, 1, 0, 0, 0});
        SparseMatrix matrix = SparseMatrix.of("W", SparseKind.CSR, new long[] {1, 5}, data, indices, pointers);
        assertThatThrownBy(() -> ModelFormats.byName("mtx")
                        .write(
                                new ModelContent(matrix.tensors(), Map.of()),
                                OutputStream.nullOutputStream(),
                                WriteOptions.DEFAULT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("an element at 9 of 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "matrix coordinate real general;9 9 1000000;1 1 1 | 1000000 elements cannot be in",
                "matrix array real general;3000000000 3000000000;1 | elements cannot be in",
                "matrix array integer symmetric;4000000000 4000000000;1 | elements cannot be in",
                "matrix coordinate real general;2 2 1;3 1 1 | an element at 3 of 2, in line 3",
                "matrix coordinate real general;2 2 1;1 1 x | 'x' is no number, in line 3",
                "matrix coordinate real general;2 2 2;1 1 1 | the file ends where a place",
                "matrix coordinate real general;2 2 1;1 1 1;1 2 1 | more elements than",
                "matrix coordinate real symmetric;2 3 0 | cannot be symmetric",
                "matrix coordinate quaternion general;2 2 0 | has no 'quaternion general'",
                "vector array real general;2 2 0 | has no 'vector array'",
            })
    void refusesAMatrixMarketThatLies(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.mtx"), "%%MatrixMarket " + text.replace(';', '\n'));
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("bad.mtx");
    }

    @Test
    void readsNumbersAsPeopleWriteThem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("n.mtx"),
                "%%matrixmarket MATRIX Array Real General\n\n%late\n4 2\n1e3\n-.5\n+2.\n1d-2\nNaN\n-inf\n"
                        + "0.12345678901234568\n1e-320\n");
        byte[] bytes = Fixtures.bytes(file).get("n");
        double[] found = new double[8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(found);
        // Columns follow each other in the file, rows here.
        assertThat(found)
                .containsExactly(
                        1000, Double.NaN, -0.5, Double.NEGATIVE_INFINITY, 2, 0.12345678901234568, 0.01, 1e-320);
    }
}
