package dev.redkit.commands.bench;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Metrics;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The options that decide how a measurement ends: bounds, verdicts that will do, and files to write. */
final class BenchVerdicts {
    private final Session session;
    private final Arg accept;
    private final Arg out;
    private final Arg port;
    private final List<Report> reports = new ArrayList<>();
    private Metrics metrics;
    private final BenchGates gates;
    private final BenchBaseline baseline;

    BenchVerdicts(Syntax syntax, Session session) {
        this(syntax, session, true);
    }

    /** {@code live}: whether there are intervals to be told while it is measured. */
    BenchVerdicts(Syntax syntax, Session session, boolean live) {
        this.session = session;
        syntax.section("What counts");
        gates = new BenchGates(syntax, session);
        baseline = new BenchBaseline(syntax, session);
        accept = syntax.option(
                "LIST", "verdicts that will do besides VALID: client-limited,noisy,…, or any", "--accept");
        out = syntax.path(
                "FILE",
                "write the result: .json (all of it), .ndjson (time line), .csv, .md, .xml (JUnit), .html, .hlog or .hgrm; again for more",
                "--out");
        port = live
                ? syntax.option("PORT", "tell Prometheus how it goes, at 127.0.0.1:PORT/metrics", "--prom-port")
                : null;
    }

    /** Complains early about what could only be told after the measurement. */
    void check() {
        if (port != null) {
            port.number(0, 0, 65_535);
        }
        gates.check();
        baseline.check();
        accepted();
        out.all().forEach(BenchFiles::check);
    }

    private Set<Verdict> accepted() {
        Set<Verdict> accepted = EnumSet.of(Verdict.VALID);
        if (!accept.present()) {
            return accepted;
        }
        List<String> words = Arrays.stream(Verdict.values())
                .map(one -> one.title().toLowerCase(Locale.ROOT))
                .toList();
        for (String word : accept.text().toLowerCase(Locale.ROOT).split(",", -1)) {
            if (word.strip().equals("any")) {
                return EnumSet.allOf(Verdict.class);
            }
            if (!words.contains(word.strip())) {
                throw new UsageError(
                        "--accept: '" + word + "' is not one of any, " + String.join(", ", words),
                        Suggestion.hint(word, words));
            }
            accepted.add(Verdict.of(word.strip()));
        }
        return accepted;
    }

    /** An interval of a measurement that is under way. */
    void tick(Tick tick) {
        if (port != null && port.present() && metrics == null) {
            metrics = Metrics.open((int) port.number(0, 0, 65_535));
        }
        if (metrics != null) {
            metrics.tick(tick);
        }
    }

    private void silence() {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
    }

    /** A result to be judged and written. */
    void add(Report report) {
        add(report, List.of());
    }

    /** The same with further bounds, of this result alone. */
    void add(Report report, List<String> bounds) {
        reports.add(report);
        gates.hold(report, bounds);
        gates.add(baseline.hold(report));
        write();
    }

    /** A measurement that came to nothing; the files say so too. */
    void failed(String title, RuntimeException failure) {
        silence();
        gates.add(List.of(new GateResult(
                title, "measures to the end", GateResult.Answer.ERROR, String.valueOf(failure.getMessage()))));
        write();
        gates.summarise(reports, baseline.parts());
    }

    /** Written anew after each result, so that what was measured is there whatever comes. */
    private void write() {
        BenchFiles.write(out.all(), reports, gates.results(), session.console());
        gates.writeJUnit();
    }

    /** The end: by its failures the exit code. */
    void judge() {
        silence();
        gates.tell();
        gates.summarise(reports, baseline.parts());
        Set<Verdict> accepted = accepted();
        for (Report report : reports) {
            for (Finding finding : report.findings()) {
                if (!accepted.contains(finding.verdict())) {
                    throw new NotMeasured(
                            report.title() + ": " + finding.verdict().title() + ": " + finding.text(),
                            "mend that, or take the figures as they are with --accept "
                                    + finding.verdict().title().toLowerCase(Locale.ROOT));
                }
            }
        }
        gates.judge();
        baseline.judge();
    }
}
