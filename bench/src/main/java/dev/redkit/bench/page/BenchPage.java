package dev.redkit.bench.page;

import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.page.Numbers;
import dev.redkit.page.Page;
import dev.redkit.page.Page.Figure;
import dev.redkit.page.Page.Tone;
import dev.redkit.page.Table;
import dev.redkit.page.Table.Cell;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** One page for one or more runs: first all of them over one another, then each by itself. */
public final class BenchPage {
    private final List<Report> reports;
    private final Page page;

    private BenchPage(List<Report> reports) {
        this.reports = reports;
        Report first = reports.get(0);
        String title = reports.size() == 1 ? first.title() : reports.size() + " runs: " + first.title() + ", …";
        page = Page.of(title, "redkit bench · measured by " + first.tool() + " · began " + first.began());
    }

    /** Writes the page; the stream stays open. */
    public static void write(List<Report> reports, OutputStream out) throws IOException {
        BenchPage page = new BenchPage(reports);
        page.fill();
        page.page.write(out);
    }

    private void fill() {
        if (reports.size() > 1) {
            page.heading("Together").table(overview()).chart(PercentileCurve.of(reports));
        }
        for (Report report : reports) {
            run(report);
        }
    }

    private Table overview() {
        Table table = new Table("Runs", "run", "verdict", "requests/s", "errors", "p50", "p99", "p99.9", "max");
        for (Report report : reports) {
            Histogram seen = report.seen();
            table.row(
                    Cell.of(report.title()),
                    Cell.of(report.verdict().title()),
                    Cell.of(Math.round(report.rate())),
                    Cell.of(report.errorCount()),
                    nanos(Quantile.of("p50").in(seen)),
                    nanos(Quantile.of("p99").in(seen)),
                    nanos(Quantile.of("p99.9").in(seen)),
                    Cell.nanos((double) seen.getMaxValue()));
        }
        return table;
    }

    private void run(Report report) {
        page.heading(reports.size() == 1 ? "Result" : report.title());
        verdict(report);
        page.figures(figures(report));
        page.text(
                report.open()
                        ? "Open loop: a time counts from the moment at which the request should have left, so a stall is"
                                + " felt by each request that was due in it. Service time counts from when it left."
                        : "Closed loop (SATURATION): each connection waits for its answer before it asks again, so a stall"
                                + " hides the requests that it held up, and times are those of queues at full load.");
        if (reports.size() == 1) {
            page.chart(PercentileCurve.of(reports));
        }
        if (!report.ticks().isEmpty()) {
            page.chart(TimeLine.of(report));
            HeatMap.of(report).ifPresent(page::chart);
        }
        page.table(commands(report));
        events(report);
        errors(report);
        page.heading("How it was measured").facts(report.load()).facts(report.environment());
        page.heading("Evidence").facts(facts(report));
    }

    private void verdict(Report report) {
        Verdict verdict = report.verdict();
        boolean valid = verdict == Verdict.VALID;
        page.badge(
                valid ? Tone.GOOD : Tone.BAD,
                verdict.title(),
                valid
                        ? "nothing speaks against these figures"
                        : "do not quote these figures before this is understood:");
        for (Finding finding : report.findings()) {
            page.badge(
                    finding.verdict() == Verdict.VALID ? Tone.GOOD : Tone.WARNING,
                    finding.verdict() == Verdict.VALID
                            ? "note"
                            : finding.verdict().title(),
                    finding.text());
        }
    }

    private static List<Figure> figures(Report report) {
        Histogram seen = report.seen();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("requests per second", Numbers.count(Math.round(report.rate()))));
        for (Quantile quantile : Quantile.SHOWN) {
            figures.add(new Figure(quantile.name(), text(quantile.in(seen))));
        }
        figures.add(new Figure("requests", Numbers.count(report.count())));
        figures.add(new Figure("errors", Numbers.count(report.errorCount())));
        figures.add(new Figure("measured", Numbers.nanos(report.seconds() * 1e9)));
        return figures;
    }

    private static String text(OptionalDouble nanos) {
        return nanos.isPresent() ? Numbers.nanos(nanos.getAsDouble()) : "n/a";
    }

    private static Cell nanos(OptionalDouble nanos) {
        return nanos.isPresent() ? Cell.nanos(nanos.getAsDouble()) : new Cell("n/a", -1);
    }

    private static Table commands(Report report) {
        List<String> columns = new ArrayList<>(List.of("command", "time", "requests", "errors"));
        Quantile.SHOWN.forEach(quantile -> columns.add(quantile.name()));
        Table table = new Table("Commands", columns.toArray(String[]::new));
        for (Report.Command command : report.commands()) {
            table.row(row(command, report.open() ? "response" : "at full load", command.seen()));
            if (report.open()) {
                table.row(row(command, "service", command.service()));
            }
        }
        return table;
    }

    private static Cell[] row(Report.Command command, String what, Histogram histogram) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(command.name()));
        cells.add(Cell.of(what));
        cells.add(Cell.of(command.count()));
        cells.add(Cell.of(command.errors()));
        Quantile.SHOWN.forEach(quantile -> cells.add(nanos(quantile.in(histogram))));
        return cells.toArray(Cell[]::new);
    }

    private void events(Report report) {
        Table table = new Table("What happened on the servers", "at", "took", "server", "event", "detail");
        for (ServerEvent event : report.events()) {
            table.row(
                    new Cell(String.format(Locale.ROOT, "%.2f s", event.at()), event.at()),
                    Cell.nanos(event.seconds() * 1e9),
                    Cell.of(event.server()),
                    Cell.of(event.name()),
                    Cell.of(event.detail()));
        }
        if (!table.isEmpty()) {
            page.table(table);
        }
    }

    private void errors(Report report) {
        Table table = new Table("Errors", "kind", "times", "for example");
        for (Complaints.Kind kind : report.errors()) {
            table.row(Cell.of(kind.name()), Cell.of(kind.count()), Cell.of(kind.example()));
        }
        if (!table.isEmpty()) {
            page.table(table);
        }
    }

    private static Map<String, String> facts(Report report) {
        Map<String, String> facts = new LinkedHashMap<>();
        report.facts()
                .all()
                .forEach((name, value) -> facts.put(
                        name.replace('_', ' '),
                        value == Math.rint(value)
                                ? Numbers.count(Math.round(value))
                                : String.format(Locale.ROOT, "%.4g", value)));
        report.lag()
                .ifPresent(
                        lag -> facts.put("send lag p99", text(Quantile.of("p99").in(lag))));
        return facts;
    }
}
