package dev.redkit.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.recorder.Tick;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafepointsTest {
    @Test
    void everyGarbageCollectionHoldsUpThisProcessAndIsTimed() {
        try (Safepoints safepoints = Safepoints.watch()) {
            safepoints.awaitStart();
            double before = safepoints.seconds();
            safepoints.reset();
            System.gc();
            assertThat(safepoints.seconds()).isGreaterThan(before);
            assertThat(safepoints.count()).isPositive();
            assertThat(safepoints.longestMillis()).isPositive();
            safepoints.close();
            assertThat(safepoints.seconds()).isNaN();
        }
    }

    @Test
    void severalWatchAtOnce() {
        try (Safepoints one = Safepoints.watch();
                Safepoints other = Safepoints.watch()) {
            one.awaitStart();
            other.awaitStart();
            one.close();
            other.reset();
            System.gc();
            other.seconds();
            assertThat(other.count()).isPositive();
        }
    }

    @Test
    void whatGotInTheWayIsSaid() {
        Tick tick = new Tick(
                1,
                1,
                false,
                10,
                0,
                1_000,
                2_000,
                3_000_000,
                2_000_000,
                Map.of("steal_percent", 3.4, "throttled", 2.0, "others_busy_percent", 1.0),
                new byte[0]);
        assertThat(Disturbance.of(tick)).containsExactly("held up 2.0 ms", "hypervisor took 3 %", "throttled 2 times");
    }
}
