package dev.redkit.bench.page;

import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.report.Report;
import dev.redkit.page.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Times by percentile, the rare ones drawn as wide as the many: across goes one part in 2, 10, 100 …, which is p50, p90, p99.
 * Where the response leaves the service behind, requests waited before they left.
 */
final class PercentileCurve {
    private static final int POINTS_PER_DECADE = 12;

    private PercentileCurve() {}

    static Chart of(List<Report> reports) {
        List<Object> series = new ArrayList<>();
        for (Report report : reports) {
            String of = reports.size() == 1 ? "" : report.title() + ": ";
            series.add(series(of + (report.open() ? "response" : "at full load"), report.seen(), "solid"));
            if (report.open()) {
                series.add(series(of + "service", report.service(), "dashed"));
            }
        }
        return new Chart(
                "How long requests waited, by percentile",
                380,
                Map.of(
                        "redkit", Map.of("tip", "nines"),
                        "tooltip", Map.of("trigger", "axis"),
                        "legend", Map.of("type", "scroll", "top", 0),
                        "grid", Map.of("left", 70, "right", 24, "top", 40, "bottom", 40),
                        "xAxis",
                                Map.of(
                                        "type",
                                        "log",
                                        "min",
                                        1,
                                        "axisLabel",
                                        Map.of("formatter", "@nines"),
                                        "axisPointer",
                                        Map.of("label", Map.of("show", false))),
                        "yAxis", Map.of("type", "log", "axisLabel", Map.of("formatter", "@duration")),
                        "series", series));
    }

    private static Map<String, Object> series(String name, Histogram histogram, String line) {
        return Map.of(
                "name",
                name,
                "type",
                "line",
                "showSymbol",
                false,
                "lineStyle",
                Map.of("type", line),
                "data",
                points(histogram));
    }

    private static List<double[]> points(Histogram histogram) {
        List<double[]> points = new ArrayList<>();
        double most = (double) histogram.getTotalCount() / Quantile.BEYOND;
        for (int i = 0; power(i) <= most; i++) {
            double nanos = (double) histogram.getValueAtPercentile(100 - 100 / power(i));
            points.add(new double[] {power(i), Math.max(1, nanos)});
        }
        return points;
    }

    private static double power(int point) {
        return Math.pow(10, (double) point / POINTS_PER_DECADE);
    }
}
