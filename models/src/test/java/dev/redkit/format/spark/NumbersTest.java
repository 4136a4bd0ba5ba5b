package dev.redkit.format.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are the same whether they stay in memory or go into a file. */
class NumbersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 1000, 524_288, 524_289, 1_300_000})
    void givesBackDoublesInOrder(int count) throws IOException {
        try (Numbers numbers = new Numbers(DType.F64)) {
            for (int i = 0; i < count; i++) {
                numbers.add(i * 0.5);
            }
            assertThat(numbers.isLarge()).isEqualTo(count > 524_288);
            ByteBuffer bytes = ByteBuffer.wrap(numbers.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.remaining()).isEqualTo(count * Double.BYTES);
            for (int i = 0; i < count; i++) {
                if (numbers.real(i) != i * 0.5 || bytes.getDouble() != i * 0.5) {
                    throw new AssertionError("number " + i + " is " + numbers.real(i));
                }
            }
            try (InputStream in = numbers.tensor("", count).open()) {
                assertThat(in.readAllBytes()).isEqualTo(numbers.bytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 129, 5_000_000})
    void keepsEveryTruthValue(int count) throws IOException {
        try (Numbers numbers = new Numbers(DType.BOOL)) {
            for (int i = 0; i < count; i++) {
                numbers.add(i % 3 == 1 || i % 64 == 0);
            }
            byte[] bytes = numbers.bytes();
            for (int i = 0; i < count; i++) {
                if (bytes[i] != (i % 3 == 1 || i % 64 == 0 ? 1 : 0)) {
                    throw new AssertionError("truth value " + i + " of " + count);
                }
            }
        }
    }
}
