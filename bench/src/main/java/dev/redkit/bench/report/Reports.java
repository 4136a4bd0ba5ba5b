package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.io.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Several reports as one, and what sets two of them apart. */
public final class Reports {
    /** Settings that change nothing but luck. */
    private static final Set<String> HARMLESS = Set.of("seed");

    private static final String COMMANDS = "commands";

    private Reports() {}

    /** Runs of the same workload as one: histograms are added, never percentiles averaged. */
    public static Report merge(List<Report> reports) {
        Report first = reports.get(0);
        List<Report.Command> commands = new ArrayList<>();
        for (int i = 0; i < first.commands().size(); i++) {
            commands.add(merge(reports, i));
        }
        Complaints errors = new Complaints();
        List<Block> blocks = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        List<ServerEvent> events = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        double seconds = 0;
        long count = 0;
        Histogram lag = Histograms.empty();
        for (Report report : reports) {
            report.errors().forEach(kind -> errors.add(kind.name(), kind.count(), kind.example()));
            blocks.addAll(report.blocks());
            ticks.addAll(report.ticks());
            events.addAll(report.events());
            report.findings().stream()
                    .filter(one -> one.verdict() != Verdict.TOO_SHORT)
                    .forEach(findings::add);
            report.lag().ifPresent(lag::add);
            seconds += report.seconds();
            count += report.count();
        }
        List<Complaints.Kind> kinds = new ArrayList<>();
        errors.kinds().forEach(kinds::add);
        return new Report(
                first.tool(),
                first.title(),
                first.began(),
                first.load(),
                first.environment(),
                seconds,
                first.warmUp(),
                count,
                first.open(),
                commands,
                kinds,
                first.open() ? Optional.of(lag) : Optional.empty(),
                blocks,
                ticks,
                events,
                facts(reports),
                few(findings));
    }

    private static Report.Command merge(List<Report> reports, int index) {
        Report.Command first = reports.get(0).commands().get(index);
        Histogram seen = Histograms.empty();
        Histogram service = Histograms.empty();
        Histogram failed = Histograms.empty();
        long count = 0;
        for (Report report : reports) {
            Report.Command one = report.commands().get(index);
            seen.add(one.seen());
            service.add(one.service());
            failed.add(one.failed());
            count += one.count();
        }
        return new Report.Command(first.name(), first.text(), first.weight(), count, seen, service, failed);
    }

    /** The mean of each, which is what most of them are already. */
    private static Facts facts(List<Report> reports) {
        Facts facts = new Facts();
        for (String name : reports.get(0).facts().all().keySet()) {
            facts.put(
                    name,
                    reports.stream()
                            .mapToDouble(report -> report.facts().get(name))
                            .filter(value -> !Double.isNaN(value))
                            .average()
                            .orElse(Double.NaN));
        }
        return facts;
    }

    /** One of each kind: the same finding in every block is one finding. */
    private static List<Finding> few(List<Finding> findings) {
        Map<String, Finding> few = new LinkedHashMap<>();
        findings.forEach(one -> few.putIfAbsent(one.verdict() + one.text().replaceAll("[0-9.]+", "#"), one));
        return new ArrayList<>(few.values());
    }

    /** What has to be the same in two runs, for their figures to say something about what is not. */
    private static NavigableMap<String, String> likeness(Report report) {
        NavigableMap<String, String> all = new TreeMap<>(report.load());
        all.putAll(report.environment());
        HARMLESS.forEach(all::remove);
        all.put(
                COMMANDS,
                report.commands().stream()
                        .map(one -> one.weight() + " x " + one.text())
                        .collect(Collectors.joining("; ")));
        return all;
    }

    /** What differs between two runs besides their figures; such runs are not alike. */
    public static List<String> differences(Report one, Report other) {
        NavigableMap<String, String> first = likeness(one);
        NavigableMap<String, String> second = likeness(other);
        NavigableSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String a = first.getOrDefault(name, "-");
            String b = second.getOrDefault(name, "-");
            if (!a.equals(b)) {
                all.add(name.equals(COMMANDS) ? "the commands" : name + ": " + a + " and " + b);
            }
        }
        return all;
    }

    /** The same for runs that are alike, and only for these, in a form that people can hold against another. */
    public static String fingerprint(Report report) {
        MessageDigest digest = Hashing.sha256();
        likeness(report)
                .forEach((name, value) -> digest.update((name + '\0' + value + '\0').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }
}
