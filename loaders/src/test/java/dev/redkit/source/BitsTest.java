package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BitsTest {
    @Test
    void theFirstOfSomeTopBitsIsWhereTheJdkSeesIt() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            long tops = random.nextLong() & 0x8080808080808080L;
            if (tops != 0) {
                assertThat(Bits.first(tops)).isEqualTo(Long.numberOfTrailingZeros(tops) / Byte.SIZE);
            }
        }
        assertThat(Bits.first(Long.MIN_VALUE)).isEqualTo(7);
        assertThat(Bits.first(0x80)).isZero();
    }
}
