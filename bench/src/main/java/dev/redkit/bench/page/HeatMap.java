package dev.redkit.bench.page;

import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.page.Chart;
import dev.redkit.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** How many requests waited how long, moment by moment: two modes, or a tail that comes and goes, show only here. */
final class HeatMap {
    private static final int MOST_COLUMNS = 240;
    private static final int ROWS_PER_DECADE = 8;

    private final List<String> moments = new ArrayList<>();
    private final List<long[]> columns = new ArrayList<>();
    private int lowest = Integer.MAX_VALUE;
    private int highest = Integer.MIN_VALUE;

    private HeatMap() {}

    /** Empty for runs of which no histogram per interval was kept. */
    static Optional<Chart> of(Report report) {
        HeatMap map = new HeatMap();
        int together = Math.max(1, (report.ticks().size() + MOST_COLUMNS - 1) / MOST_COLUMNS);
        for (int i = 0; i < report.ticks().size(); i += together) {
            map.add(report.ticks().subList(i, Math.min(report.ticks().size(), i + together)));
        }
        return map.highest < map.lowest ? Optional.empty() : Optional.of(map.chart());
    }

    private void add(List<Tick> ticks) {
        long[] counts = new long[ROWS_PER_DECADE * 13];
        for (Tick tick : ticks) {
            Histogram histogram = tick.histogram();
            for (HistogramIterationValue value : histogram.recordedValues()) {
                int row = row(value.getValueIteratedTo());
                counts[row] += value.getCountAddedInThisIterationStep();
                lowest = Math.min(lowest, row);
                highest = Math.max(highest, row);
            }
        }
        moments.add(
                String.format(Locale.ROOT, "%.1f", ticks.get(ticks.size() - 1).at()));
        columns.add(counts);
    }

    private static int row(long nanos) {
        return (int) Math.floor(Math.log10((double) Math.max(1, nanos)) * ROWS_PER_DECADE);
    }

    private Chart chart() {
        List<double[]> cells = new ArrayList<>();
        double most = 1;
        for (int x = 0; x < columns.size(); x++) {
            for (int row = lowest; row <= highest; row++) {
                long count = columns.get(x)[row];
                if (count > 0) {
                    // The colour goes by powers: one request of a million must be seen.
                    double shade = Math.log10((double) count);
                    most = Math.max(most, shade);
                    cells.add(new double[] {x, row - lowest, (double) count, shade});
                }
            }
        }
        return new Chart("How many requests waited how long, moment by moment", 340, option(cells, most));
    }

    private Map<String, Object> option(List<double[]> cells, double most) {
        List<String> rows = new ArrayList<>();
        for (int row = lowest; row <= highest; row++) {
            rows.add(Numbers.nanos(Math.pow(10, (double) row / ROWS_PER_DECADE)));
        }
        return Map.of(
                "redkit", Map.of("tip", "heat", "x", moments, "y", rows),
                "tooltip", Map.of(),
                "grid", Map.of("left", 70, "right", 24, "top", 10, "bottom", 30),
                "xAxis", Map.of("type", "category", "data", moments),
                "yAxis", Map.of("type", "category", "data", rows, "axisLabel", Map.of("interval", ROWS_PER_DECADE - 1)),
                "visualMap",
                        Map.of(
                                "show",
                                false,
                                "min",
                                0,
                                "max",
                                most,
                                "dimension",
                                3,
                                "inRange",
                                Map.of("color", List.of("#2c3e8f", "#2f8fb5", "#58c48d", "#f2d13c", "#e4572e"))),
                "series", List.of(Map.of("type", "heatmap", "data", cells)));
    }
}
