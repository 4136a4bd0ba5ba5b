package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they should be end in a clear refusal, never in anything else. */
class BadInputTest {
    private static final long SEED = 20_261_129;

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] safetensors(long length, String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length < 0 ? json.length : length)
                .put(json)
                .array();
    }

    @Test
    void refusesAHeaderLongerThanAnything() throws IOException {
        byte[] bytes = safetensors(1, "{}", 0);
        bytes[7] = (byte) 0x80;
        assertThatThrownBy(() -> Fixtures.found(file("huge.safetensors", bytes)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("9223372036854775809")
                .hasMessageContaining("at byte 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]} | overlaps",
                "\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]} | nobody"
                        + " owns",
                "\"data_offsets\":[0,4096]} | data_offsets",
                "\"data_offsets\":[-8,0]} | data_offsets",
                "\"data_offsets\":[0,12]} | needs 8 bytes, but has 12",
                "\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]} | twice",
            })
    void refusesTensorsThatDoNotCoverTheData(String rest, String reason) throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]," + rest + "}";
        assertThatThrownBy(() -> Fixtures.found(file("bad.safetensors", safetensors(-1, header, 16))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("bad.safetensors");
    }

    @Test
    void refusesMembersThatEscapeOrComeTwice() throws IOException {
        byte[] npy = Files.readAllBytes(Fixtures.file("numpy/f32.npy"));
        assertThatThrownBy(() -> Fixtures.found(file("slip.npz", zip(npy, "../../evil.npy"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("would leave its folder");
        byte[] twice = zip(npy, "a.npy", "b.npy");
        for (int i = 0; i + 5 < twice.length; i++) {
            if (new String(twice, i, 5, StandardCharsets.ISO_8859_1).equals("b.npy")) {
                twice[i] = 'a';
            }
        }
        assertThatThrownBy(() -> Fixtures.found(file("twice.npz", twice)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a second member a.npy");
    }

    private static byte[] zip(byte[] content, String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesAnArchiveThatClaimsMoreThanItsBytesCanHold() throws IOException {
        byte[] bomb = zip(new byte[1 << 20], "a.npy");
        // The size in the directory: the last four bytes but 26 before the name.
        int directory = bomb.length - 22 - 46 - 5;
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 0x7fff_ffff);
        assertThatThrownBy(() -> Fixtures.found(file("bomb.npz", bomb))).isInstanceOf(BadInput.class);
    }

    @Test
    void followsNoNameOutOfTheFolder() throws IOException {
        Path secret = file("secret.safetensors", safetensors(-1, "{}", 0));
        Path inner = Files.createDirectory(folder.resolve("model"));
        for (String name : new String[] {"../secret.safetensors", secret.toString(), "", "link.safetensors"}) {
            Path link = inner.resolve("link.safetensors");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, secret);
            Path index = Files.writeString(
                    inner.resolve("m.safetensors.index.json"), "{\"weight_map\":{\"a\":\"" + name + "\"}}");
            assertThatThrownBy(() -> Fixtures.found(index))
                    .as(name)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("leave its folder");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy/f64_fortran.npy",
                "numpy/unicode.npy",
                "numpy/multi_c.npz",
                "safetensors/np.safetensors",
                "torch/state_dict.pt",
                "torch/state_dict_legacy.pth",
                "torch113/variety.pt",
                "onnx/tiny.onnx",
                "keras/keras231_weights.h5",
                "tensorflow/tiny.ckpt.index",
                "caffe/tiny.caffemodel",
                "caffe/mean.binaryproto",
                "caffe/tiny.caffemodel.h5",
                "cntk/param.model",
                "scipy/csr.npz",
                "scipy/dia.npz",
                "matlab/testmulti_4.2c_SOL2.mat",
                "matlab/testsparse_4.2c_SOL2.mat",
                "matlab/v5.mat",
                "matlab/v73_h5py.mat",
                "matlab/testobject_7.4_GLNX86.mat",
                "matlab/testsparsecomplex_6.1_SOL2.mat",
                "matlab/testsparse_7.4_GLNX86.mat",
                "matlab/nasty_duplicate_fieldnames.mat",
                "mxnet/named.params",
                "mxnet/sparse.params",
                "mxnet/v0.params",
                "gguf/tiny.gguf",
                "theano/theano_shared.pkl",
                "theano/theano_pklutils.zip",
                "theano/numpy_p0.pkl",
                "theano/numpy_p4.pkl",
                "theano/numpy_p5.pkl",
                "hdf4/sds.hdf",
                "hdf4/types.hdf",
                "pandas/pandas_object.h5",
                "pandas/pandas_values.h5",
                "scipy/hermitian.mtx",
                "scipy/array_skew.mtx",
            })
    void survivesTruncationAndMutation(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.file(name));
        Path target = folder.resolve(Path.of(name).getFileName());
        ModelFormat format = ModelFormats.byContent(Fixtures.file(name));
        copyNeighbours(Fixtures.file(name));
        int step = Math.max(64, whole.length / 150 / 64 * 64);
        int tried = 0;
        int refused = 0;
        for (int length = 0; length < whole.length; length += step) {
            Files.write(target, Arrays.copyOf(whole, length));
            refused += tryToRead(format, target, "cut at " + length) ? 0 : 1;
            tried++;
        }
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            byte[] mutated = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            Files.write(target, mutated);
            refused += tryToRead(format, target, "round " + round) ? 0 : 1;
            tried++;
        }
        // For who wants to know how much was tried.
        Files.writeString(
                Files.createDirectories(Path.of("target", "fuzz")).resolve(name.replace('/', '_') + ".tsv"),
                String.join("\t", format.name(), name, "tried " + tried, "refused " + refused) + "\n");
    }

    /** What a file names beside it is there. */
    private void copyNeighbours(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path other : files.filter(Files::isRegularFile).toList()) {
                Files.copy(other, folder.resolve(other.getFileName()));
            }
        }
    }

    /** Whether it could be read; when not, it must have been refused. */
    private static boolean tryToRead(ModelFormat format, Path file, String what) {
        try (ModelFile opened = format.open(file, new ReadOptions(false, true))) {
            for (Tensor tensor : opened.tensors()) {
                assertThat(tensor.bytes()).isLessThan(1 << 30);
                try (InputStream in = tensor.open()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
            return true;
        } catch (BadInput | UsageError e) {
            assertThat(e).message().isNotBlank();
            return false;
        } catch (IOException | RuntimeException | Error e) {
            return fail(file + ", " + what, e);
        }
    }
}
