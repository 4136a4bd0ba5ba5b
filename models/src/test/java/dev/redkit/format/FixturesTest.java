package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the real producers hold what the real producers say they hold. */
class FixturesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy/bool.npy",
                "numpy/bytes.npy",
                "numpy/c8.npy",
                "numpy/datetime.npy",
                "numpy/empty.npy",
                "numpy/f16.npy",
                "numpy/f32.npy",
                "numpy/f64_fortran.npy",
                "numpy/i4_be.npy",
                "numpy/i8.npy",
                "numpy/scalar0d.npy",
                "numpy/u8.npy",
                "numpy/u8_1d.npy",
                "numpy/unicode.npy",
                "numpy/v2.npy",
                "numpy/multi.npz",
                "numpy/multi_c.npz",
                "scipy/bsr.npz",
                "scipy/coo.npz",
                "scipy/coo_nd_array.npz",
                "scipy/csc.npz",
                "scipy/csr.npz",
                "scipy/csr_array.npz",
                "scipy/dia.npz",
                "scipy/m.mtx",
                "scipy/symmetric.mtx",
                "scipy/hermitian.mtx",
                "scipy/skew.mtx",
                "scipy/pattern.mtx",
                "scipy/complex.mtx",
                "scipy/array.mtx",
                "scipy/array_symmetric.mtx",
                "scipy/array_hermitian.mtx",
                "scipy/array_skew.mtx",
                "scipy/unsigned.mtx",
                "matlab/test3dmatrix_6.1_SOL2.mat",
                "matlab/test3dmatrix_7.1_GLNX86.mat",
                "matlab/testbool_8_WIN64.mat",
                "matlab/testcell_6.1_SOL2.mat",
                "matlab/testcell_7.4_GLNX86.mat",
                "matlab/testcellnest_7.1_GLNX86.mat",
                "matlab/testcomplex_4.2c_SOL2.mat",
                "matlab/testcomplex_6.1_SOL2.mat",
                "matlab/testcomplex_7.4_GLNX86.mat",
                "matlab/testdouble_4.2c_SOL2.mat",
                "matlab/testdouble_6.1_SOL2.mat",
                "matlab/testdouble_7.4_GLNX86.mat",
                "matlab/testemptycell_5.3_SOL2.mat",
                "matlab/testmatrix_4.2c_SOL2.mat",
                "matlab/testmatrix_6.1_SOL2.mat",
                "matlab/testminus_4.2c_SOL2.mat",
                "matlab/testminus_6.1_SOL2.mat",
                "matlab/testmulti_4.2c_SOL2.mat",
                "matlab/testmulti_7.4_GLNX86.mat",
                "matlab/testobject_7.4_GLNX86.mat",
                "matlab/testsparse_4.2c_SOL2.mat",
                "matlab/testsparse_6.1_SOL2.mat",
                "matlab/testsparse_7.4_GLNX86.mat",
                "matlab/testsparsecomplex_4.2c_SOL2.mat",
                "matlab/testsparsecomplex_6.1_SOL2.mat",
                "matlab/testsparsecomplex_7.4_GLNX86.mat",
                "matlab/testsparsefloat_7.4_GLNX86.mat",
                "matlab/logical_sparse.mat",
                "matlab/teststring_4.2c_SOL2.mat",
                "matlab/teststring_6.1_SOL2.mat",
                "matlab/teststring_7.4_GLNX86.mat",
                "matlab/teststringarray_4.2c_SOL2.mat",
                "matlab/teststringarray_7.4_GLNX86.mat",
                "matlab/teststruct_6.1_SOL2.mat",
                "matlab/teststruct_7.4_GLNX86.mat",
                "matlab/teststructarr_6.1_SOL2.mat",
                "matlab/teststructarr_7.4_GLNX86.mat",
                "matlab/teststructnest_7.4_GLNX86.mat",
                "matlab/testunicode_7.4_GLNX86.mat",
                "matlab/testvec_4_GLNX86.mat",
                "matlab/test_mat4_le_floats.mat",
                "matlab/big_endian.mat",
                "matlab/little_endian.mat",
                "matlab/miuint32_for_miint32.mat",
                "matlab/testhdf5_7.4_GLNX86.mat",
                // Not of a MATLAB: h5py wrote what that writes, which no file that may be had here shows whole.
                "matlab/v73_h5py.mat",
                "matlab/v4.mat",
                "matlab/v5.mat",
                "mxnet/list.params",
                "mxnet/named.params",
                "mxnet/numpy.params",
                "mxnet/sparse.params",
                "mxnet/v0.params",
                "mxnet/v1.params",
                "theano/theano_params.npz",
                "theano/theano_values_p2.pkl",
                "theano/theano_values_p4.pkl",
                "theano/theano_shared.pkl",
                "theano/theano_pklutils.zip",
                "theano/numpy_p0.pkl",
                "theano/numpy_p1.pkl",
                "theano/numpy_p2.pkl",
                "theano/numpy_p3.pkl",
                "theano/numpy_p4.pkl",
                "theano/numpy_p5.pkl",
                "theano/several.pkl",
            })
    void readsWhatNumPyReads(String file) throws IOException {
        assertThat(Fixtures.found(Fixtures.file(file))).isEqualTo(Fixtures.expected(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy/object.npy | Python objects",
                "numpy/struct.npy | structured array (fields",
                "numpy/v3.npy | structured array (fields",
            })
    void refusesWhatIsNoTensor(String file, String reason) {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file(file)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(file);
    }

    @Test
    void readsSafetensors() throws IOException {
        Map<String, String> found = Fixtures.found(Fixtures.file("safetensors/np.safetensors"));
        assertThat(found.keySet()).containsExactly("W", "b", "e", "m", "s");
        Map<String, byte[]> bytes = Fixtures.bytes(Fixtures.file("safetensors/np.safetensors"));
        assertThat(bytes.get("b")).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
        assertThat(bytes.get("m")).containsExactly(1, 0);
        assertThat(bytes.get("e")).isEmpty();
        assertThat(found.get("s")).startsWith("F16 [] ");
        assertThat(Fixtures.found(Fixtures.file("safetensors/torch.safetensors"))
                        .values())
                .anySatisfy(value -> assertThat(value).startsWith("BF16 [3]"))
                .anySatisfy(value -> assertThat(value).startsWith("F8_E4M3 [2]"));
    }
}
