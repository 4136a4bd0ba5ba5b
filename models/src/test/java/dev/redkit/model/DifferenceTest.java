package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.format.ModelFile;
import dev.redkit.io.Progress;
import dev.redkit.model.Difference.Line;
import dev.redkit.model.Difference.Status;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private record InMemory(List<Tensor> tensors) implements ModelFile {
        @Override
        public String format() {
            return "memory";
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static List<Line> diff(double absolute, double relative, Tensor one, Tensor other) {
        return new Difference(new Progress(), () -> false, absolute, relative)
                .of(new InMemory(List.of(one)), new InMemory(List.of(other)));
    }

    private static Tensor doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Tensor.of("w", DType.F64, Shape.of(values.length), bytes.array());
    }

    private static Tensor shorts(DType dtype, int... bits) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int one : bits) {
            bytes.putShort((short) one);
        }
        return Tensor.of("w", dtype, Shape.of(bits.length), bytes.array());
    }

    @Test
    void saysHowFarNumbersAreApart() {
        Line line = diff(0.5, 0, doubles(3, 0, 4), doubles(3, 0, 4.5)).get(0);
        assertThat(line.status()).isEqualTo(Status.CHANGED);
        assertThat(line.figures().differing()).isEqualTo(1);
        assertThat(line.figures().maxAbsolute()).isEqualTo(0.5);
        assertThat(line.figures().maxRelative()).isEqualTo(0.125);
        assertThat(line.figures().cosine()).isCloseTo(27 / (5 * Math.sqrt(29.25)), within(1e-12));
        assertThat(line.withinTolerance()).isTrue();
        assertThat(diff(0.49, 0, doubles(3, 0, 4), doubles(3, 0, 4.5)).get(0).withinTolerance())
                .isFalse();
        assertThat(diff(0, 0.125, doubles(3, 0, 4), doubles(3, 0, 4.5)).get(0).withinTolerance())
                .isTrue();
    }

    @Test
    void takesNoNumberForEqualToNone() {
        assertThat(diff(0, 0, doubles(Double.NaN, 1), doubles(Double.NaN, 1))
                        .get(0)
                        .status())
                .isEqualTo(Status.SAME);
        Line line = diff(1e9, 0, doubles(Double.NaN, 1), doubles(0, 1)).get(0);
        assertThat(line.figures().maxAbsolute()).isInfinite();
        assertThat(line.withinTolerance()).isFalse();
    }

    @Test
    void comparesNumbersAcrossDtypes() {
        Line half = diff(
                        0, 0, doubles(1, -2, 65504, Math.scalb(1.0, -24)), shorts(DType.F16, 0x3c00, 0xc000, 0x7bff, 1))
                .get(0);
        assertThat(half.figures().differing()).isZero();
        assertThat(half.status()).isEqualTo(Status.CHANGED);
        assertThat(half.from() + " " + half.to()).isEqualTo("F64[4] F16[4]");
        assertThat(half.withinTolerance()).isTrue();
        assertThat(diff(0, 0, doubles(1, -3), shorts(DType.BF16, 0x3f80, 0xc040))
                        .get(0)
                        .figures()
                        .differing())
                .isZero();
    }

    @Test
    void tellsShapesAndNamesApart() {
        assertThat(diff(1, 1, doubles(1, 2), doubles(1, 2, 3)).get(0).status()).isEqualTo(Status.RESHAPED);
        assertThat(diff(1, 1, doubles(1), doubles(1).named("x")))
                .extracting(Line::status)
                .containsExactly(Status.REMOVED, Status.ADDED);
        assertThat(diff(1, 1, doubles(1), doubles(1).named("x"))).noneMatch(Line::withinTolerance);
    }

    @Test
    void comparesStringsByTheirBytes() {
        Tensor one = Tensor.ofStrings("s", Shape.of(2), List.of("a", "b"));
        Tensor other = Tensor.ofStrings("s", Shape.of(2), List.of("a", "c"));
        assertThat(diff(0, 0, one, one).get(0).status()).isEqualTo(Status.SAME);
        assertThat(diff(9, 9, one, other).get(0).withinTolerance()).isFalse();
    }
}
