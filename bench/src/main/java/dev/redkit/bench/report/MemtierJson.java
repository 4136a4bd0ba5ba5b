package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.failure.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What memtier_benchmark writes with {@code --json-out-file}: for each command a compressed histogram of microseconds. With
 * {@code -x 10 --print-all-runs} each run is a block; else each second is one, of which only the count is known.
 */
final class MemtierJson {
    private static final String ALL = "ALL STATS";
    private static final double NANOS = 1_000;

    /** They differ from run to run, or say nothing about what was measured. */
    private static final List<String> SETTINGS = List.of(
            "protocol",
            "tls",
            "rate_limit",
            "clients",
            "threads",
            "ratio",
            "pipeline",
            "data_size",
            "data_size_range",
            "key_minimum",
            "key_maximum",
            "key_pattern",
            "expiry_range",
            "multi_key_get");

    private MemtierJson() {}

    static boolean isOne(JsonTree tree) {
        return tree.field("run information").isPresent()
                && tree.names().stream().anyMatch(name -> name.equals(ALL) || name.endsWith(" RESULTS"));
    }

    static Report read(JsonTree tree) {
        List<JsonTree> runs = runs(tree);
        List<String> names = names(runs.get(0));
        List<Histogram> seen = new ArrayList<>();
        names.forEach(name -> seen.add(Histograms.empty()));
        List<Block> blocks = new ArrayList<>();
        double seconds = 0;
        for (JsonTree run : runs) {
            List<byte[]> packed = new ArrayList<>();
            long count = 0;
            for (int i = 0; i < names.size(); i++) {
                Histogram one = histogram(tree, run, names.get(i));
                seen.get(i).add(one);
                packed.add(Histograms.pack(one));
                count += one.getTotalCount();
            }
            double length = seconds(run);
            seconds += length;
            blocks.add(new Block(length, count, 0, packed, Double.NaN, Double.NaN));
        }
        Map<String, String> load = settings(tree);
        return ReportFile.report(
                new ReportFile.Foreign("memtier_benchmark", tree.where(), load, seconds),
                names.stream().map(MemtierJson::title).toList(),
                seen,
                runs.size() > 1 ? blocks : perSecond(runs.get(0), names.size()));
    }

    private static List<JsonTree> runs(JsonTree tree) {
        List<JsonTree> runs = new ArrayList<>();
        for (String name : tree.names()) {
            if (name.startsWith("RUN #")) {
                tree.field(name).ifPresent(runs::add);
            }
        }
        if (runs.isEmpty()) {
            tree.field(ALL).ifPresent(runs::add);
        }
        if (runs.isEmpty()) {
            throw new BadInput(
                    tree.where() + " has only averages over runs", "run memtier_benchmark with --print-all-runs");
        }
        return runs;
    }

    /** The commands of a run that were sent at all. */
    private static List<String> names(JsonTree run) {
        List<String> names = new ArrayList<>();
        for (String name : run.names()) {
            boolean command = !name.equals("Totals") && !name.equals("Runtime");
            if (command
                    && run.field(name).map(one -> one.number("Count", 0) > 0).orElse(false)) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new BadInput(run.where() + " has no command with an answer");
        }
        return names;
    }

    /** {@code Gets} is GET, whatever was asked for otherwise keeps its name. */
    private static String title(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("gets|sets|waits") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static Histogram histogram(JsonTree file, JsonTree run, String command) {
        String packed = run.field(command)
                .flatMap(one -> one.field("Percentile Latencies"))
                .flatMap(one -> one.field("Histogram log format"))
                .map(one -> one.text("Compressed Histogram", ""))
                .orElse("");
        if (packed.isEmpty()) {
            throw new BadInput(file.where() + " has no histogram of " + command, "versions since 1.4 write them");
        }
        return ReportFile.scaled(Histograms.unpack(packed), NANOS);
    }

    private static double seconds(JsonTree run) {
        double millis =
                run.field("Runtime").map(one -> one.number("Total duration", 0)).orElse(0.0);
        double series = run.field("Totals")
                .flatMap(one -> one.field("Time-Serie"))
                .map(one -> (double) one.names().size())
                .orElse(1.0);
        // A run that was interrupted has a length below 0.
        return millis > 0 ? millis / 1e3 : Math.max(1, series);
    }

    /** The last second is not a whole one. */
    private static List<Block> perSecond(JsonTree run, int commands) {
        List<Block> blocks = new ArrayList<>();
        Optional<JsonTree> series = run.field("Totals").flatMap(one -> one.field("Time-Serie"));
        List<String> seconds = series.map(JsonTree::names).orElse(List.of());
        List<byte[]> unknown = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            unknown.add(Histograms.pack(Histograms.empty()));
        }
        for (String second : seconds.subList(0, Math.max(0, seconds.size() - 1))) {
            long count = (long) series.orElseThrow().field(second).orElseThrow().number("Count", 0);
            blocks.add(new Block(1, count, 0, unknown, Double.NaN, Double.NaN));
        }
        return blocks;
    }

    private static Map<String, String> settings(JsonTree tree) {
        Map<String, String> settings = new LinkedHashMap<>();
        tree.field("configuration").ifPresent(all -> {
            for (String name : SETTINGS) {
                String text = all.text(name, "");
                double number = all.number(name, Double.NaN);
                settings.put(name, text.isEmpty() && !Double.isNaN(number) ? Long.toString((long) number) : text);
            }
        });
        return settings;
    }
}
