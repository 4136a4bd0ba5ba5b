package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Histograms;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Response times in the two forms that other tools read: HdrHistogram's log, and its table of percentiles. */
public final class HdrFiles {
    private static final double MILLIS = 1e6;
    private static final int TICKS_PER_HALF_DISTANCE = 5;

    private HdrFiles() {}

    /** {@code .hlog}: a line for each block and command, tagged with the command's name. */
    public static void writeLog(List<Report> reports, OutputStream out) {
        HistogramLogWriter log = new HistogramLogWriter(print(out));
        log.outputLogFormatVersion();
        log.outputStartTime(reports.isEmpty() ? 0 : reports.get(0).began().toEpochMilli());
        log.outputLegend();
        for (Report report : reports) {
            double begin = report.began().toEpochMilli() / 1e3 + report.warmUp();
            for (Block block : report.blocks()) {
                for (int i = 0; i < report.commands().size(); i++) {
                    Histogram histogram = block.op(i);
                    histogram.setTag(report.commands().get(i).name());
                    histogram.setStartTimeStamp((long) (begin * 1e3));
                    histogram.setEndTimeStamp((long) ((begin + block.seconds()) * 1e3));
                    log.outputIntervalHistogram(begin, begin + block.seconds(), histogram, MILLIS);
                }
                begin += block.seconds();
            }
        }
        log.close();
    }

    /** {@code .hgrm}: milliseconds and percentiles, of all commands together. */
    public static void writePercentiles(List<Report> reports, OutputStream out) {
        Histogram all = Histograms.empty();
        reports.forEach(report -> all.add(report.seen()));
        PrintStream print = print(out);
        all.outputPercentileDistribution(print, TICKS_PER_HALF_DISTANCE, MILLIS);
        print.flush();
    }

    private static PrintStream print(OutputStream out) {
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }
}
