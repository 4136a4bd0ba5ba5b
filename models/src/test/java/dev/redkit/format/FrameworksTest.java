package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.tensor.DType;
import dev.redkit.tensor.Order;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What redkit writes is read by the real frameworks, which say what they found. */
class FrameworksTest {
    private static final Path SOURCE = Fixtures.file("torch/state_dict.pt");

    /** Prints name, dtype, shape and digest of each array, as {@link Fixtures} has them. */
    private static final String TELL = """
        import hashlib, sys, numpy as np
        words = {'f4': 'F32', 'i8': 'I64', 'f2': 'F16', 'i4': 'I32'}
        def tell(name, a):
            assert a.ctypes.data % a.dtype.itemsize == 0, 'not aligned'
            shape = '[' + ','.join(map(str, a.shape)) + ']'
            print(name, words[a.dtype.str[1:]], shape, hashlib.sha256(np.ascontiguousarray(a).tobytes()).hexdigest())
        """;

    @TempDir
    Path folder;

    private Map<String, String> told(String script, Path file) {
        Program.Result result = Program.of(NeedsPython.INTERPRETER, "-c", TELL + script, file.toString())
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        Map<String, String> told = new TreeMap<>();
        result.out()
                .lines()
                .forEach(line -> told.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return told;
    }

    @ParameterizedTest
    @EnumSource
    @NeedsPython("numpy")
    void numPyLoadsWhatIsWritten(Order order) throws IOException {
        Path file = folder.resolve("m.npz");
        WritersTest.write("npz", order, SOURCE, file);
        String script = "z = np.load(sys.argv[1])\nfor k in z.files:\n  a = z[k]\n"
                + (order == Order.F
                        ? "  assert a.ndim < 2 or a.flags.f_contiguous, k\n"
                        : "  assert a.flags.c_contiguous, k\n")
                + "  tell(k, a)\n";
        assertThat(told(script, file)).isEqualTo(Fixtures.found(SOURCE));
    }

    @ParameterizedTest
    @EnumSource
    @NeedsPython("numpy")
    void pythonUnpicklesArrays(Order order) throws IOException {
        Path file = folder.resolve("m.pkl");
        WritersTest.write("pickle", order, SOURCE, file);
        String script = "import pickle\n"
                + "for k, a in pickle.load(open(sys.argv[1], 'rb')).items():\n"
                + "  assert a.ndim < 2 or a.flags." + (order == Order.F ? "f" : "c") + "_contiguous, k\n"
                + "  tell(k, a.copy())\n"
                + "assert np.load(sys.argv[1], allow_pickle=True)\n";
        assertThat(told(script, file)).isEqualTo(Fixtures.found(SOURCE));
    }

    @Test
    @NeedsPython({"numpy", "torch"})
    void torchLoadsWhatIsWritten() throws IOException {
        Path file = folder.resolve("m.pt");
        WritersTest.write("torch", Order.C, SOURCE, file);
        String script =
                "import torch\nfor k, t in torch.load(sys.argv[1], weights_only=True).items(): tell(k, t.numpy())\n";
        assertThat(told(script, file)).isEqualTo(Fixtures.found(SOURCE));
    }

    @Test
    @NeedsPython({"numpy", "h5py"})
    void h5pyLoadsWhatIsWritten() throws IOException {
        Path file = folder.resolve("m.h5");
        WritersTest.write("hdf5", Order.C, SOURCE, file);
        String script = "import h5py\n"
                + "f = h5py.File(sys.argv[1])\n"
                + "assert f.attrs['from'].decode().endswith('state_dict.pt'), dict(f.attrs)\n"
                + "f.visititems(lambda k, d: tell(k, np.asarray(d[()])) if isinstance(d, h5py.Dataset) else None)\n";
        assertThat(told(script, file)).isEqualTo(Fixtures.found(SOURCE));
    }

    @Test
    @NeedsPython({"numpy", "h5py"})
    void h5pyFindsGroupsTruthValuesAndComplexNumbers() throws IOException {
        Path file = folder.resolve("m.h5");
        byte[] two = {1, 0};
        Tensor truth = Tensor.of("a/b/truth", DType.BOOL, Shape.of(2), two);
        Tensor complex = Tensor.of("a/z", DType.C64, Shape.of(1), new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        Tensor nothing = Tensor.of("none", DType.F64, Shape.of(0, 3), new byte[0]);
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelContent content = new ModelContent(List.of(truth, complex, nothing), Map.of("empty", ""));
            ModelFormats.byName("hdf5").write(content, out, WriteOptions.DEFAULT);
        }
        String script = "import h5py\n"
                + "f = h5py.File(sys.argv[1])\n"
                + "assert f['a/b/truth'].dtype == bool and f['a/b/truth'][()].tolist() == [True, False]\n"
                + "assert f['a/z'].dtype == 'c8' and f['a/z'][0] == 1 + 2j\n"
                + "assert f['none'].shape == (0, 3) and f['none'].dtype == 'f8'\n"
                + "assert not f.attrs['empty'].strip(b'\\0')\n";
        assertThat(told(script, file)).isEmpty();
    }

    @Test
    @NeedsPython({"numpy", "numba"})
    void numbaTakesWhatIsWrittenWithoutACopy() throws IOException {
        Path file = folder.resolve("m.npz");
        WritersTest.write("npz", Order.C, SOURCE, file);
        String script = "import numba\n"
                + "@numba.njit('float32(float32[:, ::1])')\n"
                + "def total(a):\n"
                + "  return a.sum()\n"
                + "a = np.load(sys.argv[1])['fc.weight']\n"
                + "assert abs(total(a) - a.sum()) < 1e-3\n"
                + "tell('fc.weight', a)\n";
        assertThat(Fixtures.found(SOURCE)).containsAllEntriesOf(told(script, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras3/keras3.weights.h5", "keras3/keras3_model.keras", "keras3/keras3_legacy.h5"})
    @NeedsPython({"numpy", "h5py"})
    void weightsStandWhereKerasLooksForThem(String source) throws IOException {
        Path file = folder.resolve("m.weights.h5");
        WritersTest.write("keras-weights", Order.C, Fixtures.file(source), file);
        // What load_weights goes by: the datasets, their numbers, and the name of each layer.
        String script = "import h5py\n"
                + "ours, theirs = h5py.File(sys.argv[1]), h5py.File('"
                + Fixtures.file("keras3/keras3.weights.h5").toAbsolutePath() + "')\n"
                + "found = []\n"
                + "def look(path, there):\n"
                + "  if not path.startswith('layers/'): return\n"
                + "  if isinstance(there, h5py.Dataset):\n"
                + "    found.append(path)\n"
                + "    assert ours[path].dtype == there.dtype and np.array_equal(ours[path][()], there[()]), path\n"
                + "  elif len(there) and 'name' in there.attrs:\n"
                + "    assert ours[path].attrs['name'] in (there.attrs['name'], there.attrs['name'].encode()), path\n"
                + "theirs.visititems(look)\n"
                + "assert len(found) == 10, found\n"
                + "for path in ours['layers']: assert path in theirs['layers'], path\n";
        assertThat(told(script, file)).isEmpty();
    }

    @Test
    @NeedsPython({"numpy", "h5py"})
    void h5pyFindsMetadataOfAnyLength() throws IOException {
        Path file = folder.resolve("m.h5");
        String text = "\u20acuro".repeat(40_000);
        Tensor one = Tensor.of("a", DType.U8, Shape.of(1), new byte[1]);
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName("hdf5")
                    .write(new ModelContent(List.of(one), Map.of("long", text)), out, WriteOptions.DEFAULT);
        }
        String script = "import h5py\n"
                + "a = h5py.File(sys.argv[1]).attrs\n"
                + "parts = [a['long#%d' % i] for i in range(len(a))]\n"
                + "assert b''.join(parts).decode() == '\\u20acuro' * 40000\n";
        assertThat(told(script, file)).isEmpty();
        try (ModelFile again = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(again.metadata()).containsExactly(Map.entry("long", text));
        }
    }

    @ParameterizedTest
    @EnumSource
    @NeedsPython({"numpy", "Cython"})
    void cythonTakesWhatIsWrittenAsAView(Order order) throws IOException {
        Path file = folder.resolve("m.npz");
        WritersTest.write("npz", order, SOURCE, file);
        Files.writeString(
                folder.resolve("views.pyx"), "def total(float[" + (order == Order.C ? ":, ::1" : "::1, :") + """
                ] a):
                    cdef double sum = 0
                    cdef Py_ssize_t i, j
                    for i in range(a.shape[0]):
                        for j in range(a.shape[1]):
                            sum += a[i, j]
                    return sum
                """);
        // Compiled as Cython compiles; a view is refused when the order, the dtype or the alignment is another one.
        String script = "import os, subprocess, sysconfig\n"
                + "os.chdir(os.path.dirname(sys.argv[1]))\n"
                + "subprocess.run([sys.executable, '-m', 'cython', '-3', 'views.pyx'], check=True)\n"
                + "subprocess.run(['gcc', '-shared', '-fPIC', '-O1', '-w', '-I', sysconfig.get_paths()['include'],"
                + " 'views.c', '-o', 'views' + sysconfig.get_config_var('EXT_SUFFIX')], check=True)\n"
                + "sys.path.insert(0, '.')\n"
                + "import views\n"
                + "a = np.load(sys.argv[1])['fc.weight']\n"
                + "assert abs(views.total(a) - a.astype('f8').sum()) < 1e-9\n"
                + "try: views.total(np.array(a, order='" + (order == Order.C ? "F" : "C") + "'))\n"
                + "except ValueError: pass\n"
                + "else: assert False, 'the view takes any order, so this shows nothing'\n"
                + "tell('fc.weight', a)\n";
        assertThat(Fixtures.found(SOURCE)).containsAllEntriesOf(told(script, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scipy/csr.npz", "scipy/csc.npz"})
    @NeedsPython({"numpy", "scipy"})
    void sciPyMakesTheSameMatrixOfWhatIsWritten(String source) throws IOException {
        Path file = folder.resolve("m.npz");
        WritersTest.write("npz", Order.C, Fixtures.file(source), file);
        String kind = source.substring(source.indexOf('/') + 1, source.indexOf('.'));
        String script = "import scipy.sparse as s\n"
                + "z = np.load(sys.argv[1])\n"
                + "ours = s." + kind + "_matrix((z['data'], z['indices'], z['indptr']), shape=z['shape'])\n"
                + "theirs = s.load_npz('" + Fixtures.file(source).toAbsolutePath() + "')\n"
                + "assert ours.dtype == theirs.dtype and ours.nnz == theirs.nnz > 0 and (ours != theirs).nnz == 0\n"
                + "assert ours.has_canonical_format == theirs.has_canonical_format\n";
        assertThat(told(script, file)).isEmpty();
    }
}
