package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.format.spark.LargeVector;
import dev.redkit.testkit.NeedsPython;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that hold several times as many bytes as the heap, in ways that are not read straight from the file. */
class SmallHeapTest {
    private static final String HEAP = "-Xmx32m";

    @TempDir
    Path folder;

    private static Map<String, String> lines(Program.Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        Map<String, String> lines = new TreeMap<>();
        result.out()
                .lines()
                .forEach(
                        line -> lines.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return lines;
    }

    private static Map<String, String> found(Path file) {
        return lines(Program.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FoundInFile.class.getName(),
                        file.toString())
                .run());
    }

    /** Makes a file, and tells what is in it. All numbers are in {@code a}: 96 MiB, which pack well. */
    private static final String MAKE = """
        import hashlib, sys, numpy as np
        path = sys.argv[1]
        a = np.resize((np.arange(1 << 18) % 251).astype('f4'), (3072, 8192))
        def tell(name, a):
            word = {'f4': 'F32', 'f8': 'F64', 'i4': 'I32', 'i8': 'I64'}[a.dtype.str[1:]]
            digest = hashlib.sha256(np.ascontiguousarray(a)).hexdigest()
            print(name, word, '[' + ','.join(map(str, a.shape)) + ']', digest)
        """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "z.npz  | np.savez_compressed(path, c=a, f=np.asfortranarray(a)); tell('c', a); tell('f', a)",
                "z.mat  | import scipy.io; scipy.io.savemat(path, {'a': a}, do_compression=True); tell('a', a)",
                "c.mat  | import scipy.io; c = np.empty((1, 1), object); c[0, 0] = a;"
                        + " scipy.io.savemat(path, {'c': c}, do_compression=True); tell('c.0', a)",
                "rows.h5 | import h5py; h5py.File(path, 'w').create_dataset('a', data=a, chunks=(1024, 256),"
                        + " compression='gzip', compression_opts=1, shuffle=True); tell('a', a)",
                "cube.h5 | import h5py; a = a[:1030, :8000].reshape(103, 80, 1000); h5py.File(path, 'w')"
                        + ".create_dataset('a', data=a, chunks=(100, 7, 150), compression='gzip', compression_opts=1);"
                        + " tell('a', a)",
                "whole.h5 | import h5py; h5py.File(path, 'w').create_dataset('a', data=a, chunks=(32, 8192),"
                        + " compression='gzip', compression_opts=1); tell('a', a)",
            })
    @NeedsPython({"numpy", "scipy", "h5py"})
    void readsWhatIsPacked(String name, String script) {
        Path file = folder.resolve(name);
        Map<String, String> told = lines(Program.of(NeedsPython.INTERPRETER, "-c", MAKE + script, file.toString())
                .run());
        assertThat(told).isNotEmpty();
        assertThat(found(file)).isEqualTo(told);
    }

    @Test
    void readsOneValueOfSparkThatIsLargerThanTheHeap() throws IOException {
        int count = 6_000_000;
        Path model = LargeVector.model(folder.resolve("maxabs"), count);
        assertThat(found(model)).containsOnlyKeys("maxAbs").containsEntry("maxAbs", LargeVector.told(count));
    }
}
