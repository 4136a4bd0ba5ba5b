package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What redis-benchmark and valkey-benchmark print with {@code --csv}: a line for each test, with its rate and some
 * percentiles in milliseconds. Several outputs in one file are several runs: then each is a block.
 */
final class BenchmarkCsv {
    /** Each percentile that the file has, and how many of a thousand answers lie at most there and above the one before. */
    private static final Map<String, Integer> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("p50_latency_ms", 500);
        PARTS.put("p95_latency_ms", 450);
        PARTS.put("p99_latency_ms", 40);
        PARTS.put("max_latency_ms", 10);
    }

    private BenchmarkCsv() {}

    static List<Report> read(InputStream in, String name) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        Map<String, List<Block>> tests = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), format)) {
            for (CSVRecord record : parser) {
                if (!record.get("test").equals("test")) {
                    tests.computeIfAbsent(record.get("test"), test -> new ArrayList<>())
                            .add(block(record, name));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput(name + " cannot be read: " + e.getMessage(), null, e);
        }
        List<Report> reports = new ArrayList<>();
        tests.forEach((test, blocks) -> reports.add(report(test, blocks)));
        if (reports.isEmpty()) {
            throw new BadInput(name + " has no line of a test");
        }
        return reports;
    }

    /** A thousand answers where the file says that they lie: more than its percentiles cannot be got out of it. */
    private static Block block(CSVRecord record, String name) {
        Histogram seen = Histograms.empty();
        PARTS.forEach(
                (column, count) -> seen.recordValueWithCount(Math.round(number(record, column, name) * 1e6), count));
        long rate = Math.max(1, Math.round(number(record, "rps", name)));
        return new Block(1, rate, 0, List.of(Histograms.pack(seen)), Double.NaN, Double.NaN);
    }

    private static double number(CSVRecord record, String column, String name) {
        try {
            double number = Double.parseDouble(record.get(column));
            if (number >= 0 && number < 1e9) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInput(name + ", line " + (record.getRecordNumber() + 1) + ": no " + column, null, e);
        }
        throw new BadInput(name + ", line " + (record.getRecordNumber() + 1) + ": " + column + " out of range");
    }

    private static Report report(String test, List<Block> blocks) {
        Histogram seen = Histograms.empty();
        blocks.forEach(block -> seen.add(block.all()));
        Report report = ReportFile.report(
                new ReportFile.Foreign("redis-benchmark", test, Map.of(), blocks.size()),
                List.of(test.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")),
                List.of(seen),
                blocks);
        long count = blocks.stream().mapToLong(Block::count).sum();
        return report.counting(count);
    }
}
