package dev.redkit.bench.report;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.verdict.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Reports as Markdown, for the summary of a pipeline's step. */
public final class Markdown {
    private final Writer out;

    private Markdown(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    public static void write(List<Report> reports, OutputStream out) throws IOException {
        Markdown markdown = new Markdown(out);
        for (Report report : reports) {
            markdown.report(report);
        }
        markdown.out.flush();
    }

    /** What gates said, as a table. */
    public static void gates(List<GateResult> gates, OutputStream out) throws IOException {
        Markdown markdown = new Markdown(out);
        markdown.line("| result | gate | answer | figure |");
        markdown.line("|---|---|---|---|");
        for (GateResult gate : gates) {
            markdown.line(
                    "| %s | `%s` | %s | %s |",
                    escaped(gate.subject()),
                    gate.gate().replace('`', '\'').replace("|", "\\|"),
                    gate.answer() == GateResult.Answer.PASSED
                            ? "passed"
                            : "**" + gate.answer().name().toLowerCase(Locale.ROOT) + "**",
                    escaped(gate.text()));
        }
        markdown.line("");
        markdown.out.flush();
    }

    private void report(Report report) throws IOException {
        line("### %s: %s", escaped(report.title()), report.verdict().title());
        line("");
        line(
                "%,.0f requests/s over %.1f s, %,d requests, %,d errors; %s",
                report.rate(),
                report.seconds(),
                report.count(),
                report.errorCount(),
                report.open()
                        ? "times count from the intended start"
                        : "saturation run: latency is queueing at full load");
        line("");
        StringBuilder head = new StringBuilder("| command | ms | requests |");
        StringBuilder rule = new StringBuilder("|---|---|--:|");
        for (Quantile quantile : Quantile.SHOWN) {
            head.append(' ').append(quantile.name()).append(" |");
            rule.append("--:|");
        }
        line("%s", head);
        line("%s", rule);
        for (Report.Command command : report.commands()) {
            row(command.name(), "response", command.count(), command.seen());
            if (report.open()) {
                row(command.name(), "service", command.count(), command.service());
            }
        }
        line("");
        for (Complaints.Kind kind : report.errors()) {
            line("- %,d errors `%s`", kind.count(), kind.example().replace('`', '\''));
        }
        for (Finding finding : report.findings()) {
            line("- %s: %s", finding.verdict().title(), escaped(finding.text()));
        }
        line("");
    }

    private void row(String command, String what, long count, Histogram histogram) throws IOException {
        StringBuilder row = new StringBuilder("| " + escaped(command) + " | " + what + " | " + count + " |");
        for (Quantile quantile : Quantile.SHOWN) {
            var nanos = quantile.in(histogram);
            row.append(nanos.isPresent() ? String.format(Locale.ROOT, " %.3f |", nanos.getAsDouble() / 1e6) : " n/a |");
        }
        line("%s", row);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
    }

    private void line(String format, Object... values) throws IOException {
        out.write(String.format(Locale.ROOT, format, values));
        out.write('\n');
    }
}
