package dev.redkit.commands.bench;

import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.report.Reports;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Results of bench as values for any output format: times in milliseconds, names that say so. */
final class BenchValues {
    private BenchValues() {}

    /** A result without its histograms. */
    static Value.Fields report(Report report) {
        Value.Fields fields = new Value.Fields();
        fields.put("event", "result");
        fields.put("title", report.title());
        fields.put("verdict", report.verdict().title());
        fields.put("findings", new Value.Items(findings(report)));
        fields.put("saturation", !report.open());
        fields.put("seconds", rounded(report.seconds()));
        fields.put("warm_up_seconds", rounded(report.warmUp()));
        fields.put("requests", report.count());
        fields.put("errors", report.errorCount());
        fields.put("per_second", Value.of(Math.round(report.rate())));
        List<Value> commands = new ArrayList<>();
        for (Report.Command command : report.commands()) {
            commands.add(command(command, report));
        }
        fields.put("commands", new Value.Items(commands));
        report.lag().ifPresent(lag -> fields.put("send_lag", latency(lag)));
        fields.put("error_kinds", new Value.Items(kinds(report)));
        fields.put("server_events", new Value.Items(events(report)));
        fields.put("facts", numbers(report.facts().all()));
        fields.put("fingerprint", Reports.fingerprint(report));
        fields.put("load", texts(report.load()));
        fields.put("environment", texts(report.environment()));
        return fields;
    }

    private static Value.Fields command(Report.Command command, Report report) {
        Value.Fields fields = new Value.Fields()
                .put("name", command.name())
                .put("command", command.text())
                .put("requests", command.count())
                .put("errors", command.errors());
        fields.put("per_second", Value.of(Math.round(command.count() / report.seconds())));
        fields.put("response", latency(command.seen()));
        if (report.open()) {
            fields.put("service", latency(command.service()));
        }
        return fields;
    }

    /** Percentiles that have enough samples; null for the others. */
    static Value.Fields latency(Histogram histogram) {
        Value.Fields fields = new Value.Fields();
        for (Quantile quantile : Quantile.SHOWN) {
            fields.put(quantile.name() + "_ms", time(quantile, histogram));
        }
        return fields;
    }

    /** In milliseconds; n/a where there are too few samples. */
    static Value time(Quantile quantile, Histogram histogram) {
        var nanos = quantile.in(histogram);
        return nanos.isPresent()
                ? Value.of(Math.round(nanos.getAsDouble() / 1e3) / 1e3)
                : new Value.Shown(Value.none(), "n/a");
    }

    static Value.Fields tick(Tick tick) {
        return new Value.Fields()
                .put("event", "interval")
                .put("at_seconds", rounded(tick.at()))
                .put("warm_up", tick.warmUp())
                .put("requests", tick.count())
                .put("errors", tick.errors())
                .put("per_second", Value.of(Math.round(tick.count() / tick.seconds())))
                .put("p50_ms", Value.of(tick.p50() / 1e6))
                .put("p99_ms", Value.of(tick.p99() / 1e6))
                .put("max_ms", Value.of(tick.max() / 1e6))
                .put("own_pause_ms", rounded(tick.pause() / 1e6))
                .put("evidence", numbers(tick.evidence()));
    }

    private static List<Value> findings(Report report) {
        List<Value> all = new ArrayList<>();
        for (Finding finding : report.findings()) {
            all.add(new Value.Fields().put("verdict", finding.verdict().title()).put("text", finding.text()));
        }
        return all;
    }

    private static List<Value> events(Report report) {
        List<Value> all = new ArrayList<>();
        for (ServerEvent event : report.events()) {
            all.add(new Value.Fields()
                    .put("at_seconds", rounded(event.at()))
                    .put("seconds", rounded(event.seconds()))
                    .put("server", event.server())
                    .put("name", event.name())
                    .put("detail", event.detail()));
        }
        return all;
    }

    private static List<Value> kinds(Report report) {
        List<Value> all = new ArrayList<>();
        for (Complaints.Kind kind : report.errors()) {
            all.add(new Value.Fields()
                    .put("kind", kind.name())
                    .put("count", kind.count())
                    .put("example", kind.example()));
        }
        return all;
    }

    private static Value.Fields numbers(Map<String, Double> values) {
        Value.Fields fields = new Value.Fields();
        values.forEach((name, value) -> fields.put(name, rounded(value)));
        return fields;
    }

    private static Value.Fields texts(Map<String, String> values) {
        Value.Fields fields = new Value.Fields();
        values.forEach(fields::put);
        return fields;
    }

    /** To four significant digits behind the point, which is more than any of these figures is worth. */
    static Value rounded(double value) {
        return Value.of(Math.round(value * 1e4) / 1e4);
    }
}
