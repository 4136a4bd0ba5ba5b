package dev.redkit.bench.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
    private static final RateSearch.Range RANGE = new RateSearch.Range(1_000, 1_000_000, 7);

    private static double best(List<RateSearch.Point<String>> points) {
        return points.stream()
                .filter(RateSearch.Point::holds)
                .mapToDouble(RateSearch.Point::rate)
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 1_500, 47_000, 999_999, 1_000_000, 5_000_000})
    void findsTheEdge(double edge) {
        List<RateSearch.Point<String>> points =
                RateSearch.run(RANGE, rate -> new RateSearch.Point<>(rate, rate <= edge, ""), () -> false);
        double expected = Math.min(edge, 1_000_000);
        assertThat(best(points)).isBetween(expected * 0.98, expected);
        assertThat(points).isSortedAccordingTo(Comparator.comparingDouble(RateSearch.Point::rate));
    }

    @Test
    void nothingHoldsWhereNothingHolds() {
        List<RateSearch.Point<String>> points =
                RateSearch.run(RANGE, rate -> new RateSearch.Point<>(rate, false, ""), () -> false);
        assertThat(points).hasSize(1);
        assertThat(best(points)).isZero();
    }

    @Test
    void oneBadMomentIsForgiven() {
        AtomicInteger calls = new AtomicInteger();
        List<RateSearch.Point<String>> points = RateSearch.run(
                RANGE, rate -> new RateSearch.Point<>(rate, calls.incrementAndGet() % 2 == 0, ""), () -> false);
        assertThat(best(points)).isEqualTo(1_000_000);
    }
}
