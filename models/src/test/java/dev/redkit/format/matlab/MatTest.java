package dev.redkit.format.matlab;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of real MATLABs (those of SciPy's tests) and of SciPy; and what is written, SciPy loads. */
class MatTest {
    @TempDir
    Path folder;

    private static void write(List<Tensor> tensors, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            ModelFormats.byName("mat").write(new ModelContent(tensors, Map.of()), out, WriteOptions.DEFAULT);
        }
    }

    private Path rewritten(String source) throws IOException {
        Path file = Fixtures.file(source);
        Path target = folder.resolve("out.mat");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            write(opened.tensors(), target);
        }
        return target;
    }

    private static void python(String script, Path one, Path other) {
        Program.Result result = Program.of(
                        NeedsPython.INTERPRETER,
                        "-c",
                        "import sys, numpy as np, scipy.io, scipy.sparse\n"
                                + "a, b = (scipy.io.loadmat(f) if f.endswith('.mat') else np.load(f) for f in sys.argv[1:])\n"
                                + script,
                        one.toAbsolutePath().toString(),
                        other.toAbsolutePath().toString())
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "testsparse_6.1_SOL2",
                "testsparsecomplex_7.4_GLNX86",
                "logical_sparse",
                "testcomplex_4.2c_SOL2",
                "testmulti_4.2c_SOL2",
                "test3dmatrix_7.1_GLNX86",
                "testunicode_7.4_GLNX86",
                "testbool_8_WIN64",
                "testminus_6.1_SOL2",
            })
    @NeedsPython("scipy")
    void sciPyLoadsTheSameFromWhatIsWrittenAgain(String name) throws IOException {
        String source = "matlab/" + name + ".mat";
        String script = "for k in a:\n"
                + "  if k.startswith('__'): continue\n"
                + "  x, y = (m.toarray() if scipy.sparse.issparse(m) else m for m in (a[k], b[k]))\n"
                + "  assert scipy.sparse.issparse(a[k]) == scipy.sparse.issparse(b[k])\n"
                + "  assert x.shape == y.shape and (x == y).all(), (k, x, y)\n";
        python(script, Fixtures.file(source), rewritten(source));
    }

    @Test
    @NeedsPython("scipy")
    void sciPyLoadsTheArraysOfNumPy() throws IOException {
        String script = "for k in a.files:\n"
                + "  n = ('' if k[0].isalpha() else 'x') + ''.join(c if c.isalnum() else '_' for c in k)\n"
                + "  x, y = a[k], b[n]\n"
                + "  assert x.dtype == y.dtype or x.dtype == 'float16', (k, x.dtype, y.dtype)\n"
                + "  assert (x.reshape(y.shape) == y).all(), k\n";
        python(script, Fixtures.file("keras/keras231_expected.npz"), rewritten("keras/keras231_expected.npz"));
    }

    @Test
    @NeedsPython("scipy")
    void sciPyLoadsTextsAsACellArray() throws IOException {
        Path target = folder.resolve("t.mat");
        write(
                List.of(
                        Tensor.ofStrings("labels", Shape.of(3), List.of("cat", "", "Ærø")),
                        Tensor.ofStrings("one", Shape.of(), List.of("word"))),
                target);
        python(
                "t = [c[0] if c.size else '' for c in b['labels'][0]]\n"
                        + "assert t == ['cat', '', '\\u00c6r\\u00f8'], t\n"
                        + "assert b['one'][0] == 'word'\n",
                target,
                target);
    }

    @Test
    void tellsWhatIsNoArray() throws IOException {
        Path file = Fixtures.file("matlab/v5.mat");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata())
                    .containsEntry("cell", "a cell array 1x2")
                    .containsEntry("st", "a struct 1x1");
        }
        Path functions = Fixtures.file("matlab/sqr.mat");
        try (ModelFile opened = ModelFormats.byContent(functions).open(functions, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata())
                    .containsEntry("sqr", "a function, which is not read")
                    .containsKey("__function_workspace__");
        }
        Path object = Fixtures.file("matlab/testobject_7.4_GLNX86.mat");
        try (ModelFile opened = ModelFormats.byContent(object).open(object, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata()).containsEntry("testobject", "an object 1x1 of the class inline");
        }
    }

    @Test
    void callsASecondFieldOfTheSameNameOtherwise() throws IOException {
        Map<String, String> found = Fixtures.found(Fixtures.file("matlab/nasty_duplicate_fieldnames.mat"));
        assertThat(found.keySet()).anyMatch(name -> name.contains("_1_Station_Q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corrupted_zlib_checksum | incorrect data check",
                "corrupted_zlib_data | at byte",
                "malformed1 | at byte",
                "bad_miuint32 | a dimension is negative",
            })
    void refusesDamagedFiles(String name, String reason) {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file("matlab/" + name + ".mat")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(name);
    }

    @Test
    void refusesNamesThatWouldBeOne() {
        Tensor one = Tensor.of("a.b", DType.U8, Shape.of(1), new byte[1]);
        assertThatThrownBy(() -> write(List.of(one, one.named("a_b")), folder.resolve("x.mat")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("would both be a_b");
    }
}
