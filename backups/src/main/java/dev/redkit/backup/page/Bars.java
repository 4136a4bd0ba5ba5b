package dev.redkit.backup.page;

import dev.redkit.backup.Histogram;
import dev.redkit.page.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/** A histogram as bars: how many keys, and how many bytes these take. */
final class Bars {
    private Bars() {}

    static Chart of(String caption, Histogram histogram, LongFunction<String> bound, LongUnaryOperator scale) {
        int first = 0;
        int last = histogram.buckets() - 1;
        while (first < last && histogram.keys(first) == 0) {
            first++;
        }
        while (last > first && histogram.keys(last) == 0) {
            last--;
        }
        List<String> names = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        List<Long> bytes = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            long below = histogram.below(i);
            names.add(below == Long.MAX_VALUE ? "more" : "< " + bound.apply(below));
            keys.add(scale.applyAsLong(histogram.keys(i)));
            bytes.add(scale.applyAsLong(histogram.bytes(i)));
        }
        return new Chart(caption, 260, option(names, keys, bytes));
    }

    private static Map<String, Object> option(List<String> names, List<Long> keys, List<Long> bytes) {
        return Map.of(
                "tooltip", Map.of("trigger", "axis"),
                "legend", Map.of("top", 0),
                "grid", Map.of("left", 70, "right", 80, "top", 36, "bottom", 30),
                "xAxis", Map.of("type", "category", "data", names),
                "yAxis",
                        List.of(
                                Map.of("type", "value", "axisLabel", Map.of("formatter", "@count")),
                                Map.of(
                                        "type",
                                        "value",
                                        "splitLine",
                                        Map.of("show", false),
                                        "axisLabel",
                                        Map.of("formatter", "@bytes"))),
                "series", List.of(bar("keys", keys, 0, "@count"), bar("bytes in the file", bytes, 1, "@bytes")));
    }

    private static Map<String, Object> bar(String name, List<Long> values, int axis, String number) {
        return Map.of(
                "name", name,
                "type", "bar",
                "yAxisIndex", axis,
                "tooltip", Map.of("valueFormatter", number),
                "data", values);
    }
}
