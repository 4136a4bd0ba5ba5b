package dev.redkit.commands.keys;

import dev.redkit.commands.Session;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.Partial;
import dev.redkit.io.Progress;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyConsumer;
import dev.redkit.keys.KeyFacts;
import dev.redkit.keys.KeyQuery;
import dev.redkit.keys.KeyScan;
import dev.redkit.keys.ScanReport;
import dev.redkit.render.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One look at the keys, for a command: with a meter, stopped by Ctrl-C, and with what could not be had said. */
final class KeysRun {
    private final Session session;
    private ScanReport report;

    KeysRun(Session session) {
        this.session = session;
    }

    /** Gives all keys that are wanted; {@code stop} in the consumer's hands ends it early. */
    void scan(KeyQuery query, KeyConsumer consumer) {
        scan(query, (key, stop) -> consumer.accept(key));
    }

    /** A consumer that may have enough. */
    interface Taking {
        void accept(KeyFacts key, Runnable stop) throws IOException;
    }

    void scan(KeyQuery query, Taking consumer) {
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        KeyScan scan = new KeyScan(session.redis(), query, progress);
        report = scan.report();
        session.cancellation().watch();
        session.cancellation().onRequest(scan::cancel);
        try (ProgressMeter meter = session.meter("scan", progress)) {
            scan.run(key -> consumer.accept(key, scan::cancel));
        }
    }

    ScanReport report() {
        return report;
    }

    /** The figures of the look itself, ahead of what was found. */
    Value.Fields figures() {
        Value.Fields fields = new Value.Fields()
                .put("servers", report.servers())
                .put("scanned", report.named())
                .put("matched", report.matched());
        if (report.repeated() > 0) {
            fields.put("repeated", report.repeated());
        }
        if (report.refusals().gone() > 0) {
            fields.put("gone_meanwhile", report.refusals().gone());
        }
        if (!report.refusals().refused().isEmpty()) {
            fields.put("not_permitted", new Value.Items(refused()));
        }
        if (!report.missing().isEmpty()) {
            fields.put("missing", new Value.Items(missing()));
        }
        return fields;
    }

    private List<Value> refused() {
        List<Value> rows = new ArrayList<>();
        for (Map.Entry<Fact, String> one : report.refusals().refused().entrySet()) {
            rows.add(new Value.Fields().put("command", one.getKey().command()).put("answer", one.getValue()));
        }
        return rows;
    }

    private List<Value> missing() {
        List<Value> rows = new ArrayList<>();
        for (ScanReport.Missing one : report.missing()) {
            rows.add(new Value.Fields().put("server", one.server()).put("why", one.why()));
        }
        return rows;
    }

    /** Says on stderr what could not be had, and fails when that is more than a column. */
    void judge() {
        report.refusals()
                .refused()
                .forEach((fact, words) -> session.console()
                        .warn(fact.command() + " was refused for some keys or all, and is missing there: " + words));
        if (session.cancellation().requested()) {
            session.console().note("interrupted after " + report.named() + " keys: what is shown is about these");
        }
        if (!report.missing().isEmpty()) {
            ScanReport.Missing first = report.missing().get(0);
            throw new Partial(
                    report.missing().size() + " of " + report.servers() + " servers could not be looked at: "
                            + first.server() + ": " + first.why(),
                    "what is shown is about the others");
        }
        if (report.unclear() > 0) {
            throw new Partial(
                    "of " + report.unclear() + " keys it is not known whether they are wanted: " + report.unclearWhy(),
                    null);
        }
    }
}
