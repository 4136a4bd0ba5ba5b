package dev.redkit.bench.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static Vectors read(byte[] bytes) {
        return Vectors.read(Input.of("v", bytes.length, new ByteArrayInputStream(bytes)), 1000);
    }

    private static byte[] fvecs(int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        for (int d : dimensions) {
            buffer.putInt(d);
            for (int i = 0; i < d; i++) {
                buffer.putFloat(i + 1);
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Test
    void rowsHaveLengthOne() {
        Vectors vectors = read(fvecs(3, 3));
        assertThat(vectors.count()).isEqualTo(2);
        assertThat(Vectors.dot(vectors.row(0), vectors.row(1))).isBetween(0.9999f, 1.0001f);
        assertThat(vectors.bytes(0)).hasSize(12);
    }

    @Test
    void arraysOfNumpyAreRead() throws IOException {
        // numpy.save: a producer of its own.
        try (Input input = Input.of("f4.npy", -1, VectorsTest.class.getResourceAsStream("float32.npy"))) {
            Vectors vectors = Vectors.read(input, 1000);
            assertThat(vectors.dimensions()).isPositive();
            assertThat(vectors.count()).isPositive();
        }
    }

    @Test
    void damagedFilesAreBadInput() {
        for (byte[] bytes : new byte[][] {
            {},
            {1},
            fvecs(0),
            fvecs(3, 2),
            fvecs(-1),
            Arrays.copyOf(fvecs(3, 3), 20),
            "\u0093NUMPY\1\0\2\0{}".getBytes(StandardCharsets.ISO_8859_1)
        }) {
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void theTruthIsWhatEveryPairSays() {
        Vectors data = Vectors.drawn(300, 8, 1);
        Vectors queries = Vectors.drawn(5, 8, 2);
        Truth truth = Truth.of(data, queries, 10);
        for (int q = 0; q < 5; q++) {
            float[] query = queries.row(q);
            Integer[] order = new Integer[300];
            Arrays.setAll(order, i -> i);
            Arrays.sort(
                    order, (a, b) -> Float.compare(Vectors.dot(data.row(b), query), Vectors.dot(data.row(a), query)));
            int[] best =
                    Arrays.stream(order).limit(10).mapToInt(Integer::intValue).toArray();
            assertThat(truth.recall(q, best)).isEqualTo(1);
            assertThat(truth.recall(q, Arrays.copyOf(best, 5))).isEqualTo(0.5);
            assertThat(truth.recall(q, new int[] {best[0], best[0], order[299], -1, 9999}))
                    .isEqualTo(0.1);
        }
    }
}
