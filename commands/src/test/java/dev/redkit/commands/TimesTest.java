package dev.redkit.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void aPercentileIsAMeasurementThatSoManyDoNotExceed() {
        long[] sorted = new long[100];
        for (int i = 0; i < 100; i++) {
            sorted[i] = i + 1L;
        }
        assertThat(Times.percentile(sorted, 50)).isEqualTo(50);
        assertThat(Times.percentile(sorted, 99)).isEqualTo(99);
        assertThat(Times.percentile(new long[] {7}, 50)).isEqualTo(7);
    }
}
