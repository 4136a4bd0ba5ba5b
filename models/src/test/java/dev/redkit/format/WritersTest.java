package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again as it was; that the real frameworks read it too, {@link FrameworksTest} shows. */
class WritersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "npz, C, torch/state_dict.pt",
        "npz, F, torch/state_dict.pt",
        "npz, F, numpy/multi_c.npz",
        "npz, C, numpy/unicode.npy",
        "npy, F, numpy/f64_fortran.npy",
        "npy, C, numpy/i4_be.npy",
        "npy, C, numpy/scalar0d.npy",
        "npy, C, numpy/bytes.npy",
        "safetensors, C, torch/state_dict.pt",
        "safetensors, C, safetensors/torch.safetensors",
        "torch, C, torch/state_dict.pt",
        "torch, C, keras/keras231_expected.npz",
        "hdf5, C, torch/state_dict.pt",
        "hdf5, C, keras/keras231_expected.npz",
        "hdf5, C, numpy/multi_c.npz",
        "hdf5, C, numpy/bool.npy",
        "hdf5, C, numpy/c8.npy",
        "hdf5, C, numpy/scalar0d.npy",
        "hdf5, C, numpy/empty.npy",
        "scipy, C, scipy/csr.npz",
        "scipy, C, scipy/csr_array.npz",
        "scipy, C, scipy/csc.npz",
        "scipy, C, scipy/bsr.npz",
        "scipy, C, scipy/coo.npz",
        "scipy, C, scipy/coo_nd_array.npz",
        "scipy, C, scipy/dia.npz",
        "mat, C, matlab/testsparse_7.4_GLNX86.mat",
        "mat, C, matlab/testsparsecomplex_6.1_SOL2.mat",
        "mat, C, matlab/logical_sparse.mat",
        "mat, C, matlab/testcomplex_7.4_GLNX86.mat",
        "mat, C, matlab/testunicode_7.4_GLNX86.mat",
        "mat, C, matlab/test3dmatrix_6.1_SOL2.mat",
        "mat, C, matlab/testbool_8_WIN64.mat",
        "mxnet, C, torch/state_dict.pt",
        "mxnet, C, mxnet/named.params",
        "mxnet, C, mxnet/numpy.params",
        "mxnet, C, mxnet/sparse.params",
        "pickle, C, torch/state_dict.pt",
        "pickle, F, torch/state_dict.pt",
        "pickle, C, numpy/bool.npy",
        "pickle, C, numpy/c8.npy",
        "pickle, C, numpy/scalar0d.npy",
        "pickle, C, numpy/empty.npy",
        "mtx, C, scipy/m.mtx",
        "mtx, C, scipy/hermitian.mtx",
        "mtx, C, scipy/symmetric.mtx",
        "mtx, C, scipy/array.mtx",
        "mtx, C, scipy/array_hermitian.mtx",
        "mtx, C, scipy/unsigned.mtx",
    })
    void readsAgainWhatItWrites(String format, Order order, String source) throws IOException {
        Path file = Fixtures.file(source);
        Path target = folder.resolve(
                List.of("npy", "mtx").contains(format) ? file.getFileName().toString() : "written." + format);
        write(format, order, file, target);
        assertThat(ModelFormats.byContent(target).name()).isEqualTo(format);
        assertThat(Fixtures.found(target)).isEqualTo(Fixtures.found(file));
    }

    static void write(String format, Order order, Path source, Path target) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(source).open(source, ReadOptions.DEFAULT);
                OutputStream out = Files.newOutputStream(target)) {
            ModelContent content = new ModelContent(opened.tensors(), Map.of("from", source.toString()));
            ModelFormats.byName(format).write(content, out, new WriteOptions(order));
        }
    }

    @Test
    void writesColumnsWhenTold() throws IOException {
        Path target = folder.resolve("f.npy");
        write("npy", Order.F, Fixtures.file("numpy/f32.npy"), target);
        assertThat(new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1))
                .contains("'fortran_order': True");
        assertThat(Fixtures.bytes(target).get("f"))
                .isEqualTo(Fixtures.bytes(Fixtures.file("numpy/f32.npy")).get("f32"));
    }

    @Test
    void keepsTheValuesOfSmallFloatsWhereTheFormatHasNone() throws IOException {
        byte[] bf16 = {(byte) 0xc0, 0x3f, (byte) 0x80, (byte) 0xff};
        Tensor tensor = Tensor.of("w", DType.BF16, Shape.of(2), bf16);
        assertThat(ModelFormats.byName("npz").keepsAs(DType.BF16)).isEqualTo(DType.F32);
        Path target = folder.resolve("w.npz");
        try (OutputStream out = Files.newOutputStream(target)) {
            ModelFormats.byName("npz").write(new ModelContent(List.of(tensor), Map.of()), out, WriteOptions.DEFAULT);
        }
        // 1.5 and minus infinity.
        assertThat(Fixtures.bytes(target).get("w")).containsExactly(0, 0, 0xc0, 0x3f, 0, 0, 0x80, 0xff);
    }

    @Test
    void refusesATensorThatWouldBeAGroupToo() {
        Tensor one = Tensor.of("layer", DType.U8, Shape.of(1), new byte[1]);
        ModelContent content = new ModelContent(List.of(one, one.named("layer/kernel")), Map.of());
        assertThatThrownBy(() -> ModelFormats.byName("hdf5")
                        .write(content, OutputStream.nullOutputStream(), WriteOptions.DEFAULT))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("layer/kernel would be a tensor and a group at once");
    }

    @Test
    void refusesWhatTheFormatCannotHold() {
        Tensor strings = Tensor.ofStrings("names", Shape.of(1), List.of("a"));
        ModelContent content = new ModelContent(List.of(strings), Map.of());
        for (String format : List.of("safetensors", "torch", "hdf5", "pickle", "mtx", "mxnet")) {
            assertThatThrownBy(() -> ModelFormats.byName(format)
                            .write(content, OutputStream.nullOutputStream(), WriteOptions.DEFAULT))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("names");
        }
    }
}
