package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Quantile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Reports as CSV: a line for each command and kind of time, milliseconds, an empty field where there are too few samples. */
public final class Csv {
    private Csv() {}

    public static void write(List<Report> reports, OutputStream stream) throws IOException {
        Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        List<String> head = new ArrayList<>(
                List.of("title", "verdict", "command", "time", "requests", "errors", "seconds", "per_second"));
        Quantile.SHOWN.forEach(quantile -> head.add(quantile.name() + "_ms"));
        line(out, head);
        for (Report report : reports) {
            for (Report.Command command : report.commands()) {
                line(out, cells(report, command, "response", command.seen()));
                if (report.open()) {
                    line(out, cells(report, command, "service", command.service()));
                }
            }
        }
        out.flush();
    }

    private static List<String> cells(Report report, Report.Command command, String what, Histogram histogram) {
        List<String> cells = new ArrayList<>(List.of(
                report.title(),
                report.verdict().title(),
                command.name(),
                what,
                Long.toString(command.count()),
                Long.toString(command.errors()),
                String.format(Locale.ROOT, "%.3f", report.seconds()),
                String.format(Locale.ROOT, "%.1f", command.count() / report.seconds())));
        for (Quantile quantile : Quantile.SHOWN) {
            var nanos = quantile.in(histogram);
            cells.add(nanos.isPresent() ? String.format(Locale.ROOT, "%.4f", nanos.getAsDouble() / 1e6) : "");
        }
        return cells;
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.length() == 0 ? "" : ",");
            boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            line.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
        }
        out.write(line.append('\n').toString());
    }
}
