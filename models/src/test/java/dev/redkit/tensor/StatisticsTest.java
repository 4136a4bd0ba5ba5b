package dev.redkit.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static Tensor tensor(double[] values, DType dtype) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (dtype == DType.F32) {
                bytes.putFloat((float) value);
            } else {
                bytes.putDouble(value);
            }
        }
        return Tensor.of("t", dtype, Shape.of(values.length), bytes.array());
    }

    @Test
    void tellsWhatTheNumbersAreLike() throws IOException {
        Random random = new Random(7);
        double[] values = random.doubles(10_001, -1, 3).map(v -> (float) v).toArray();
        values[17] = 0;
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
        for (DType dtype : new DType[] {DType.F32, DType.F64}) {
            Statistics statistics = Statistics.of(tensor(values, dtype));
            assertThat(statistics.finite()).isEqualTo(values.length);
            assertThat(statistics.mean()).isCloseTo(mean, within(1e-9));
            assertThat(statistics.deviation()).isCloseTo(deviation, within(1e-9));
            assertThat(statistics.minimum())
                    .isEqualTo(Arrays.stream(values).min().orElseThrow());
            assertThat(statistics.maximum())
                    .isEqualTo(Arrays.stream(values).max().orElseThrow());
            assertThat(statistics.zeros()).isEqualTo(1);
            assertThat(Arrays.stream(statistics.histogram()).sum()).isEqualTo(values.length);
            assertThat(Arrays.stream(statistics.histogram()).min().orElseThrow())
                    .isGreaterThan(500);
        }
    }

    @Test
    void countsWhatIsNotFiniteApart() throws IOException {
        double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY, -0.0, 3, Double.NEGATIVE_INFINITY};
        for (DType dtype : new DType[] {DType.F32, DType.F64}) {
            Statistics statistics = Statistics.of(tensor(values, dtype));
            assertThat(statistics.nans()).isEqualTo(1);
            assertThat(statistics.infinities()).isEqualTo(2);
            assertThat(statistics.zeros()).isEqualTo(1);
            assertThat(statistics.finite()).isEqualTo(3);
            assertThat(statistics.mean()).isCloseTo(4 / 3.0, within(1e-12));
        }
        assertThat(Statistics.of(tensor(new double[0], DType.F32)).mean()).isNaN();
    }

    @Test
    void doesNotCancelWhenTheNumbersAreFarFromZero() throws IOException {
        double[] values = new double[100_000];
        Arrays.setAll(values, i -> 1e9 + i % 2);
        assertThat(Statistics.of(tensor(values, DType.F64)).deviation()).isCloseTo(0.5, within(1e-9));
    }
}
