package dev.redkit.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.region.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StridedTest {
    @TempDir
    private Path folder;

    static Stream<long[]> shapes() {
        return Stream.of(
                new long[] {1, 1},
                new long[] {7, 5},
                new long[] {16, 1},
                new long[] {17, 3},
                new long[] {5000, 2},
                new long[] {1500, 600},
                new long[] {33, 40_000},
                new long[] {20, 70_000},
                new long[] {64, 3, 3, 17},
                new long[] {40, 1, 0, 2},
                new long[] {300, 4, 1, 5, 2});
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void fortranOrderBecomesC(long[] dimensions) throws IOException {
        for (DType dtype : new DType[] {DType.U8, DType.F16, DType.F32, DType.F64, DType.C128}) {
            Shape shape = Shape.of(dimensions);
            check(Strided.Layout.columnMajor(dtype, shape, false));
        }
    }

    /** A cut out of something larger: elements lie apart along every dimension but the first. */
    @ParameterizedTest
    @MethodSource("shapes")
    void soDoesAViewIntoMore(long[] dimensions) throws IOException {
        Shape shape = Shape.of(dimensions);
        long[] strides = shape.columnMajorStrides();
        for (int i = 1; i < strides.length; i++) {
            strides[i] += 3;
        }
        check(new Strided.Layout(DType.F32, shape, strides, false));
        check(new Strided.Layout(DType.F32, shape, strides, true));
        strides[0] = 0;
        check(new Strided.Layout(DType.I16, shape, strides, false));
    }

    private void check(Strided.Layout layout) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(layout.span()) + 5];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(folder.resolve("numbers"), bytes);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (Region region = Region.of(file);
                InputStream in = Strided.of(region, layout).open()) {
            got.write(in.readNBytes(1));
            got.write(in.readNBytes(10));
            in.transferTo(got);
        }
        assertThat(got.toByteArray()).as("%s", layout).isEqualTo(expected(bytes, layout));
    }

    /** One element after the other, by its index. */
    private static byte[] expected(byte[] bytes, Strided.Layout layout) {
        int width = layout.dtype().bytes();
        long[] dimensions = layout.shape().dimensions();
        int elements = Math.toIntExact(layout.shape().elements());
        byte[] expected = new byte[elements * width];
        for (int i = 0; i < elements; i++) {
            long rest = i;
            long from = 0;
            for (int d = dimensions.length - 1; d >= 0; d--) {
                from += rest % dimensions[d] * layout.strides()[d];
                rest /= dimensions[d];
            }
            for (int b = 0; b < width; b++) {
                int source = layout.swap() ? width - 1 - b : b;
                expected[i * width + b] = bytes[Math.toIntExact(from) * width + source];
            }
        }
        return expected;
    }
}
