package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.failure.BadInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Reads results, whoever wrote them; the form is told by the first bytes. Results of others have no verdict, since they say
 * nothing that could make one, and blocks only where they have measured several times.
 */
public final class ReportFile {
    private static final int LOOK = 4096;

    private ReportFile() {}

    /** {@code name} is what a complaint calls it, and a title where the file has none. */
    public static List<Report> read(InputStream stream, String name) {
        try {
            BufferedInputStream in = new BufferedInputStream(stream, LOOK);
            in.mark(LOOK);
            String start = new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1).stripLeading();
            in.reset();
            return read(in, start, name);
        } catch (IOException e) {
            throw new BadInput(name + " cannot be read: " + e.getMessage(), null, e);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadInput(name + " is damaged: " + e.getMessage(), null, e);
        }
    }

    private static List<Report> read(InputStream in, String start, String name) throws IOException {
        if (start.startsWith("#[") || start.startsWith("\"StartTimestamp\"")) {
            return List.of(HdrResults.log(in, start, name));
        } else if (start.startsWith("Value") && start.contains("Percentile")) {
            return List.of(HdrResults.percentiles(in, name));
        } else if (start.startsWith("\"test\",\"rps\"")) {
            return BenchmarkCsv.read(in, name);
        }
        JsonTree tree = JsonTree.read(in, name);
        return MemtierJson.isOne(tree) ? List.of(MemtierJson.read(tree)) : ReportJson.read(tree);
    }

    /** What is known of a run by another tool. */
    record Foreign(String tool, String title, Map<String, String> load, double seconds) {}

    /** A result of another tool: closed loop, nothing known of servers or machines. */
    static Report report(Foreign from, List<String> names, List<Histogram> seen, List<Block> blocks) {
        List<Report.Command> commands = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < names.size(); i++) {
            Histogram histogram = seen.get(i);
            count += histogram.getTotalCount();
            commands.add(new Report.Command(
                    names.get(i),
                    names.get(i),
                    1,
                    histogram.getTotalCount(),
                    histogram,
                    histogram,
                    Histograms.empty()));
        }
        return new Report(
                from.tool(),
                from.title(),
                Instant.EPOCH,
                from.load(),
                Map.of(),
                from.seconds(),
                0,
                count,
                false,
                commands,
                List.of(),
                Optional.empty(),
                blocks,
                List.of(),
                List.of(),
                new Facts(),
                List.of());
    }

    /** The same histogram in nanoseconds. */
    static Histogram scaled(Histogram histogram, double nanosPerUnit) {
        Histogram nanos = Histograms.empty();
        histogram
                .recordedValues()
                .forEach(value -> nanos.recordValueWithCount(
                        Math.round(value.getValueIteratedTo() * nanosPerUnit), value.getCountAtValueIteratedTo()));
        return nanos;
    }
}
