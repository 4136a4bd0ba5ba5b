package dev.redkit.bench.page;

import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.verdict.Disturbance;
import dev.redkit.page.Chart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** p50, p99 and the longest of each moment of a run, what came through, and what the servers did meanwhile. */
final class TimeLine {
    private static final int MOST_EVENTS = 200;

    private TimeLine() {}

    static Chart of(Report report) {
        List<Object> series = new ArrayList<>();
        series.add(line(report, "p50", Tick::p50, 0));
        series.add(marked(line(report, "p99", Tick::p99, 0), report));
        series.add(line(report, "max", Tick::max, 0));
        series.add(disturbed(line(report, "own pauses", Tick::pause, 0), report));
        series.add(line(report, "requests/s", tick -> tick.seconds() > 0 ? tick.count() / tick.seconds() : 0, 1));
        return new Chart(
                "The run, moment by moment; shaded: what happened on the servers, and (violet) what got in our way",
                420,
                Map.of(
                        "tooltip", Map.of("trigger", "axis"),
                        "axisPointer", Map.of("link", List.of(Map.of("xAxisIndex", "all"))),
                        "legend", Map.of("type", "scroll", "top", 0),
                        "grid",
                                List.of(
                                        Map.of("left", 70, "right", 24, "top", 40, "height", 210),
                                        Map.of("left", 70, "right", 24, "top", 280, "height", 80)),
                        "xAxis", List.of(time(0), time(1)),
                        "yAxis",
                                List.of(
                                        Map.of("type", "log", "axisLabel", Map.of("formatter", "@duration")),
                                        Map.of(
                                                "type",
                                                "value",
                                                "gridIndex",
                                                1,
                                                "splitNumber",
                                                2,
                                                "axisLabel",
                                                Map.of("formatter", "@count"))),
                        "dataZoom",
                                List.of(
                                        Map.of("type", "inside", "xAxisIndex", List.of(0, 1)),
                                        Map.of(
                                                "type",
                                                "slider",
                                                "xAxisIndex",
                                                List.of(0, 1),
                                                "bottom",
                                                4,
                                                "height",
                                                18)),
                        "series", series));
    }

    private static Map<String, Object> time(int grid) {
        return Map.of(
                "type",
                "value",
                "min",
                "dataMin",
                "max",
                "dataMax",
                "gridIndex",
                grid,
                "axisLabel",
                Map.of("formatter", "@seconds", "show", grid == 1));
    }

    private static Map<String, Object> line(Report report, String name, ToDoubleFunction<Tick> value, int grid) {
        List<double[]> points = new ArrayList<>();
        for (Tick tick : report.ticks()) {
            double y = value.applyAsDouble(tick);
            // On a scale of powers there is no place for nothing: a gap says it.
            points.add(new double[] {tick.at(), grid == 0 && y <= 0 ? Double.NaN : y});
        }
        Map<String, Object> line = new HashMap<>(Map.of(
                "name", name,
                "type", "line",
                "showSymbol", false,
                "xAxisIndex", grid,
                "yAxisIndex", grid,
                "data", points));
        line.put("tooltip", Map.of("valueFormatter", grid == 0 ? "@duration" : "@count"));
        return line;
    }

    /** Intervals in which something else got in the way: what they say is worth less. */
    private static Map<String, Object> disturbed(Map<String, Object> line, Report report) {
        List<Object> areas = new ArrayList<>();
        for (Tick tick : report.ticks()) {
            List<String> reasons = Disturbance.of(tick);
            if (!reasons.isEmpty() && areas.size() < MOST_EVENTS) {
                areas.add(List.of(
                        Map.of("name", String.join(", ", reasons), "xAxis", tick.at() - tick.seconds()),
                        Map.of("xAxis", tick.at())));
            }
        }
        line.put(
                "markArea",
                Map.of(
                        "itemStyle",
                        Map.of("color", "rgba(120,60,200,0.10)"),
                        "label",
                        Map.of("show", false),
                        "data",
                        areas));
        return line;
    }

    private static Map<String, Object> marked(Map<String, Object> line, Report report) {
        List<Object> areas = new ArrayList<>();
        for (ServerEvent event : report.events()) {
            if (areas.size() < MOST_EVENTS) {
                double end = event.at() + Math.max(event.seconds(), 0.02);
                areas.add(List.of(Map.of("name", event.name(), "xAxis", event.at()), Map.of("xAxis", end)));
            }
        }
        line.put(
                "markArea",
                Map.of(
                        "itemStyle",
                        Map.of("color", "rgba(200,120,0,0.18)"),
                        "label",
                        Map.of("fontSize", 10),
                        "data",
                        areas));
        return line;
    }
}
