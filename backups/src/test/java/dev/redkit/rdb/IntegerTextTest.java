package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IntegerTextTest {
    @Test
    void textAndNumberAreTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            check(random.nextLong() >> random.nextInt(64));
        }
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            for (int near = -1; near <= 1; near++) {
                check(power + near);
                check(-power + near);
            }
        }
        check(Long.MIN_VALUE);
        check(Long.MAX_VALUE);
    }

    private static void check(long number) {
        byte[] text = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        assertThat(IntegerText.is(text, 0, text.length)).isTrue();
        assertThat(IntegerText.value(text, 0, text.length)).isEqualTo(number);
        byte[] written = new byte[IntegerText.MAX_LENGTH + 1];
        assertThat(IntegerText.write(number, written, 1)).isEqualTo(text.length);
        assertThat(new String(written, 1, text.length, StandardCharsets.US_ASCII))
                .isEqualTo(Long.toString(number));
    }
}
