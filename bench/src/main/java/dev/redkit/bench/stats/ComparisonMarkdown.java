package dev.redkit.bench.stats;

import dev.redkit.bench.gate.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A comparison as a table in Markdown, for the summary of a pipeline's step. */
public final class ComparisonMarkdown {
    private ComparisonMarkdown() {}

    public static void write(String title, Comparison comparison, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write("### " + title.replace("<", "&lt;").replace('\n', ' ') + "\n\n");
        text.write(
                "| figure | before | after | change | 95 % interval | p | outcome |\n|---|--:|--:|--:|---|--:|---|\n");
        for (Comparison.Line line : comparison.lines()) {
            double unit = line.metric().unit() == Metric.Unit.NANOS ? 1e6 : 1;
            text.write(String.format(
                    Locale.ROOT,
                    "| %s%s | %.3f | %.3f | %+.1f %% | %+.1f … %+.1f %% | %.3f | %s |%n",
                    line.metric().name(),
                    unit > 1 ? " (ms)" : "",
                    line.before() / unit,
                    line.after() / unit,
                    100 * line.change().estimate(),
                    100 * line.change().low(),
                    100 * line.change().high(),
                    line.p(),
                    line.outcome()));
        }
        for (String one : comparison.leftOut()) {
            text.write("- left out: " + one + "\n");
        }
        text.write("\n");
        text.flush();
    }
}
