package dev.redkit.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.render.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void tellsTheSpreadOfWhatWasMeasured() {
        Times times = new Times();
        for (int i = 1; i <= 100; i++) {
            times.add(i * 1_000_000L);
        }
        times.addLost();
        Map<String, Value> summary = times.summary("here").fields();
        assertThat(number(summary, "sent")).isEqualTo(101);
        assertThat(number(summary, "lost")).isEqualTo(1);
        assertThat(number(summary, "min_ms")).isBetween(0.99, 1.01);
        assertThat(number(summary, "avg_ms")).isBetween(50.4, 50.6);
        assertThat(number(summary, "p50_ms")).isBetween(49.9, 50.1);
        assertThat(number(summary, "p99_ms")).isBetween(98.8, 99.2);
        assertThat(number(summary, "max_ms")).isBetween(99.9, 100.2);
    }

    @Test
    void takesATimeBeyondItsRangeAsTheLongestItKnows() {
        Times times = new Times();
        times.add(Long.MAX_VALUE);
        assertThat(number(times.summary("here").fields(), "max_ms")).isGreaterThan(3_599_000);
    }

    private static double number(Map<String, Value> fields, String name) {
        return Double.parseDouble(((Value.Num) fields.get(name)).text());
    }
}
