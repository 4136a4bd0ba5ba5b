package dev.redkit.commands.bench;

import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.bench.workload.Op;
import dev.redkit.bench.workload.Workload;
import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.io.Durations;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Results of bench for people; other formats get the values. */
final class BenchText {
    private static final int MOST_EVENTS = 20;

    private final Session session;
    private final Console console;

    BenchText(Session session) {
        this.session = session;
        this.console = session.console();
    }

    /** What would be sent, for {@code --dry-run}. */
    static String plan(Workload workload, Load load, Target target) {
        StringBuilder text = new StringBuilder("would send to ").append(target).append(" over ");
        text.append(load.connections()).append(" connections, ");
        text.append(load.open() ? String.format(Locale.ROOT, "%.0f/s", load.rate()) : "as fast as answers come");
        text.append(", ");
        text.append(load.requests() > 0 ? load.requests() + " requests" : "for " + Durations.format(load.time()));
        for (Op op : workload.ops()) {
            text.append("\n  x").append(op.weight()).append("  ").append(op.text());
        }
        return text.toString();
    }

    void show(Report report) {
        if (session.format() != Format.TABLE) {
            session.renderer().document(BenchValues.report(report));
            return;
        }
        console.line(heading(report));
        if (!report.open()) {
            console.line(console.paint(
                    Ink.FAINT, "saturation run: latency here is queueing at full load, not what users see"));
        }
        table(report);
        costs(report);
        events(report);
        for (Complaints.Kind kind : report.errors()) {
            console.line("errors   " + kind.count() + " × " + kind.name() + ": " + kind.example());
        }
        verdict(report);
    }

    private static String heading(Report report) {
        String bound = report.verdict() == Verdict.CLIENT_LIMITED ? "≥ " : "";
        String warmUp =
                report.warmUp() > 0 ? String.format(Locale.ROOT, " after %.1f s of warm-up", report.warmUp()) : "";
        return String.format(
                Locale.ROOT,
                "%s: %s%,.0f/s over %.1f s%s, %,d requests, %,d errors",
                report.title(),
                bound,
                report.rate(),
                report.seconds(),
                warmUp,
                report.count(),
                report.errorCount());
    }

    private void table(Report report) {
        Renderer renderer = session.renderer();
        List<Column> columns = new ArrayList<>(List.of(
                Column.left("command"), Column.left("time_ms"), Column.right("requests"), Column.right("per_second")));
        Quantile.SHOWN.forEach(quantile -> columns.add(Column.right(quantile.name())));
        renderer.begin(columns);
        for (Report.Command command : report.commands()) {
            if (command.weight() == 0 && command.count() == 0) {
                continue;
            }
            renderer.row(row(command, "response", command.seen(), report));
            if (report.open()) {
                renderer.row(row(command, "service", command.service(), report));
            }
        }
        report.lag().ifPresent(lag -> {
            List<Value> cells = new ArrayList<>(
                    List.of(Value.of("all"), Value.of("send lag"), Value.of(lag.getTotalCount()), Value.none()));
            times(cells, lag);
            renderer.row(cells);
        });
        renderer.end();
    }

    private static List<Value> row(Report.Command command, String what, Histogram histogram, Report report) {
        List<Value> cells = new ArrayList<>(List.of(
                Value.of(command.name()),
                Value.of(what),
                Value.of(command.count()),
                Value.of(Math.round(command.count() / report.seconds()))));
        times(cells, histogram);
        return cells;
    }

    private static void times(List<Value> cells, Histogram histogram) {
        Quantile.SHOWN.forEach(quantile -> cells.add(BenchValues.time(quantile, histogram)));
    }

    private void events(Report report) {
        List<ServerEvent> events = report.events();
        for (ServerEvent event : events.subList(0, Math.min(MOST_EVENTS, events.size()))) {
            String length = event.seconds() > 0 ? String.format(Locale.ROOT, " for %.3f s", event.seconds()) : "";
            console.line(String.format(
                    Locale.ROOT, "server   at %.1f s  %s%s  %s", event.at(), event.name(), length, event.detail()));
        }
        if (events.size() > MOST_EVENTS) {
            console.line("server   … and " + (events.size() - MOST_EVENTS) + " more; --out x.json has them all");
        }
    }

    private void costs(Report report) {
        StringBuilder line = new StringBuilder("cpu     ");
        part(line, report, "client_cpu_us_per_request", " client %.2f µs/request");
        part(line, report, "server_cpu_us_per_request", ", server %.2f µs/request");
        part(line, report, "server_cpu_percent", " (%.0f %% of a processor)");
        part(line, report, "hit_percent", "; hits %.1f %%");
        part(line, report, "distinct_keys", "; %,.0f keys");
        if (line.length() > 8) {
            console.line(line.toString());
        }
        report.facts()
                .all()
                .forEach((name, value) -> console.detail("fact: " + name + " "
                        + BigDecimal.valueOf(value)
                                .round(new MathContext(6))
                                .stripTrailingZeros()
                                .toPlainString()));
    }

    private static void part(StringBuilder line, Report report, String fact, String format) {
        double value = report.facts().get(fact);
        if (!Double.isNaN(value)) {
            line.append(String.format(Locale.ROOT, format, value));
        }
    }

    private void verdict(Report report) {
        Ink ink = report.verdict() == Verdict.VALID ? Ink.NAME : Ink.WARN;
        console.line("verdict  " + console.paint(ink, report.verdict().title()));
        for (Finding finding : report.findings()) {
            String label = finding.verdict() == Verdict.VALID
                    ? "note"
                    : finding.verdict().title();
            console.line("         " + label + ": " + finding.text());
        }
    }
}
