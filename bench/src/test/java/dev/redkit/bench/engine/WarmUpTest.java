package dev.redkit.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.schedule.Load;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {
    private static final Load LOAD = Load.closed(1, 1, 1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Tick tick(long median) {
        Interval interval = new Interval(1, false);
        if (median > 0) {
            interval.op(0).answered(0, 0, median, 100);
        }
        return Tick.of(interval, 0, 1, true, 0, Map.of());
    }

    /** After how many intervals it is over. */
    private static int length(WarmUp warmUp, long... medians) {
        int passed = 1;
        while (!warmUp.over(tick(medians[Math.min(passed, medians.length) - 1]))) {
            passed++;
        }
        return passed;
    }

    @Test
    void endsWhenFiveMediansInARowAreNearOneAnother() {
        WarmUp warmUp = new WarmUp(LOAD, SECOND.toNanos());
        assertThat(length(warmUp, 900_000, 500_000, 200_000, 102_000, 98_000, 100_000, 101_000, 99_000))
                .isEqualTo(8);
        assertThat(warmUp.settled()).isTrue();
        assertThat(length(new WarmUp(LOAD, SECOND.toNanos()), 100_000)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 250, 400, 500})
    void shorterIntervalsMakeUpSeconds(long millis) {
        WarmUp warmUp = new WarmUp(LOAD, Duration.ofMillis(millis).toNanos());
        long passed = millis * length(warmUp, 100_000);
        assertThat(passed).isBetween(4_000L, 6_100L);
        assertThat(warmUp.settled()).isTrue();
    }

    @Test
    void givesUpOnANoisyMachineAndSaysSo() {
        long[] restless = new long[20];
        for (int i = 0; i < restless.length; i++) {
            restless[i] = i % 2 == 0 ? 100_000 : 300_000;
        }
        WarmUp warmUp = new WarmUp(LOAD, SECOND.toNanos());
        assertThat(length(warmUp, restless)).isEqualTo(15);
        assertThat(warmUp.settled()).isFalse();
        WarmUp silent = new WarmUp(LOAD, SECOND.toNanos());
        assertThat(length(silent, 0)).isEqualTo(15);
        assertThat(silent.settled()).isFalse();
    }

    @Test
    void lastsAsLongAsAskedAndNotAtAllForANumberOfRequests() {
        Load asked = LOAD.during(Duration.ofSeconds(5), Duration.ofSeconds(2));
        assertThat(length(new WarmUp(asked, SECOND.toNanos()), 1_000)).isEqualTo(2);
        assertThat(new WarmUp(LOAD.exactly(10), SECOND.toNanos()).none()).isTrue();
    }
}
