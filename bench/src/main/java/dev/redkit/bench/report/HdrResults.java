package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.failure.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * HdrHistogram's own files. A log ({@code .hlog}) has a histogram for each interval and tag: each interval is a block, each
 * tag a command; its values are nanoseconds, as nearly all writers have it, but microseconds where memtier says it wrote it. A table ({@code .hgrm}) has percentiles in
 * milliseconds and how many values lie below: one histogram, and no blocks.
 */
final class HdrResults {
    private static final String MEMTIER = "HDR latency histogram results]";
    private static final String UNTAGGED = "all";
    private static final double MILLI = 1e6;
    private static final Pattern ROW = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s+([01]\\.\\d+)\\s+(\\d+)(?:\\s.*)?");

    private HdrResults() {}

    static Report log(InputStream in, String start, String name) {
        double nanos = start.contains(MEMTIER) ? 1_000 : 1;
        Map<String, Histogram> all = new LinkedHashMap<>();
        TreeMap<Long, Map<String, Histogram>> intervals = new TreeMap<>();
        Map<Long, Double> lengths = new TreeMap<>();
        HistogramLogReader log = new HistogramLogReader(in);
        try {
            for (EncodableHistogram one = log.nextIntervalHistogram(); one != null; one = log.nextIntervalHistogram()) {
                if (!(one instanceof Histogram histogram)) {
                    throw new BadInput(name + " has histograms of doubles, not of counts");
                }
                String tag = histogram.getTag() == null ? UNTAGGED : histogram.getTag();
                Histogram values = ReportFile.scaled(histogram, nanos);
                all.computeIfAbsent(tag, key -> Histograms.empty()).add(values);
                intervals
                        .computeIfAbsent(histogram.getStartTimeStamp(), key -> new LinkedHashMap<>())
                        .put(tag, values);
                lengths.put(
                        histogram.getStartTimeStamp(),
                        (histogram.getEndTimeStamp() - histogram.getStartTimeStamp()) / 1e3);
            }
        } catch (RuntimeException e) {
            throw e instanceof BadInput bad ? bad : new BadInput(name + " is damaged: " + e.getMessage(), null, e);
        }
        if (all.isEmpty()) {
            throw new BadInput(name + " holds no histogram");
        }
        List<String> names = new ArrayList<>(all.keySet());
        List<Block> blocks = new ArrayList<>();
        intervals.forEach((begin, tags) -> blocks.add(block(names, tags, lengths.get(begin))));
        double seconds =
                lengths.values().stream().mapToDouble(Double::doubleValue).sum();
        return ReportFile.report(
                new ReportFile.Foreign("HdrHistogram", name, Map.of(), seconds),
                names,
                new ArrayList<>(all.values()),
                blocks);
    }

    private static Block block(List<String> names, Map<String, Histogram> tags, double seconds) {
        List<byte[]> seen = new ArrayList<>();
        long count = 0;
        for (String name : names) {
            Histogram histogram = tags.getOrDefault(name, Histograms.empty());
            seen.add(Histograms.pack(histogram));
            count += histogram.getTotalCount();
        }
        return new Block(Math.max(1e-3, seconds), count, 0, seen, Double.NaN, Double.NaN);
    }

    static Report percentiles(InputStream in, String name) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Histogram seen = Histograms.empty();
        long below = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                long total = Long.parseLong(row.group(3));
                if (total > below) {
                    seen.recordValueWithCount(Math.round(Double.parseDouble(row.group(1)) * MILLI), total - below);
                    below = total;
                }
            }
        }
        if (below == 0) {
            throw new BadInput(name + " is no table of percentiles");
        }
        return ReportFile.report(
                new ReportFile.Foreign("HdrHistogram", name, Map.of(), 0), List.of(UNTAGGED), List.of(seen), List.of());
    }
}
