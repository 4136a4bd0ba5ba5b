package dev.redkit.commands.bench;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.gate.JUnitXml;
import dev.redkit.bench.page.BenchPage;
import dev.redkit.bench.report.Csv;
import dev.redkit.bench.report.HdrFiles;
import dev.redkit.bench.report.Markdown;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.report.ReportFile;
import dev.redkit.bench.report.ReportJson;
import dev.redkit.bench.report.Reports;
import dev.redkit.console.Console;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes results in the form that a file's name asks for; each file is whole or not there. */
final class BenchFiles {
    private static final List<String> ENDINGS =
            List.of(".json", ".ndjson", ".csv", ".md", ".xml", ".html", ".hlog", ".hgrm");

    private BenchFiles() {}

    /** Complains about a name that says no form, or that cannot become a file: before an hour of measuring, not after. */
    static void check(String name) {
        if (ENDINGS.stream().noneMatch(ending -> plain(name).endsWith(ending))) {
            throw new UsageError(
                    "--out: '" + name + "' does not say what to write",
                    "it may end with " + String.join(", ", ENDINGS));
        }
        checkFolder("--out", name);
    }

    static void checkFolder(String option, String name) {
        Path folder = Path.of(name).toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageError(option + ": there is no directory for " + name, "make it first");
        }
    }

    /** Reads a result, of this program or of another. */
    static List<Report> read(String name, Console console) {
        try (Input input = Input.open(name, console.in())) {
            return ReportFile.read(input.stream(), input.name());
        }
    }

    /** Reads results and says what sets two of them apart; refuses unlike ones unless they are wanted. */
    static void alike(Report one, Report other, boolean force, Console console) {
        List<String> differences = Reports.differences(one, other);
        if (!differences.isEmpty() && !force) {
            throw new NotMeasured(
                    "the runs are not alike: " + String.join("; ", differences),
                    "compare them all the same with --force");
        }
        differences.forEach(difference -> console.note("not alike: " + difference));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst|xz|bz2|lz4)$", "");
    }

    static void write(List<String> names, List<Report> reports, List<GateResult> gates, Console console) {
        for (String name : names) {
            try (AtomicOutput file = AtomicOutput.open(name, console.out(), AtomicOutput.Rule.OVERWRITE)) {
                String plain = plain(name);
                if (plain.endsWith(".json")) {
                    ReportJson.write(reports, file.stream());
                } else if (plain.endsWith(".ndjson")) {
                    ReportJson.writeTicks(reports, file.stream());
                } else if (plain.endsWith(".hlog")) {
                    HdrFiles.writeLog(reports, file.stream());
                } else if (plain.endsWith(".hgrm")) {
                    HdrFiles.writePercentiles(reports, file.stream());
                } else if (plain.endsWith(".html")) {
                    BenchPage.write(reports, file.stream());
                } else if (plain.endsWith(".csv")) {
                    Csv.write(reports, file.stream());
                } else if (plain.endsWith(".md")) {
                    Markdown.write(reports, file.stream());
                } else {
                    JUnitXml.write(gates, file.stream());
                }
                file.commit();
            } catch (IOException e) {
                throw new CannotWrite("writing " + name + " failed: " + e.getMessage(), null, e);
            }
        }
    }
}
