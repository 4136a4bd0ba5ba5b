package dev.redkit.commands.bench;

import dev.redkit.bench.gate.Assertion;
import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.gate.GateResult.Answer;
import dev.redkit.bench.gate.JUnitXml;
import dev.redkit.bench.report.Markdown;
import dev.redkit.bench.report.Report;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bounds on results, the same for every way to measure: what they said, in the files that pipelines read. */
final class BenchGates {
    private static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

    /** Writes a piece of Markdown. */
    interface Part {
        void write(OutputStream out) throws IOException;
    }

    private final Session session;
    private final Arg asserts;
    private final Arg junit;
    private final Arg summary;
    private final List<GateResult> results = new ArrayList<>();

    BenchGates(Syntax syntax, Session session) {
        this.session = session;
        asserts = syntax.option(
                "BOUND",
                "'get.p99<2ms', 'rate>=5k/s', 'errors<10': exit code 3 if it does not hold; again for more",
                "--assert");
        junit = syntax.path("FILE", "write the gates as JUnit test cases", "--junit");
        summary = syntax.optionalPath(
                "FILE",
                "append tables in Markdown to a pipeline's step summary; without a name to $" + STEP_SUMMARY,
                "--summary");
    }

    /** Complains early about what could only be told after the measurement. */
    void check() {
        asserts.all().forEach(Assertion::parse);
        if (junit.present()) {
            BenchFiles.checkFolder("--junit", junit.text());
        }
        if (summary.present()) {
            BenchFiles.checkFolder("--summary", summaryFile());
        }
    }

    private String summaryFile() {
        String name = summary.text().isEmpty() ? session.console().stepSummary().orElse("") : summary.text();
        if (name.isEmpty()) {
            throw new UsageError("--summary: there is no " + STEP_SUMMARY + " in the environment", "name a file");
        }
        return name;
    }

    /** What {@code --assert} says. */
    List<Assertion> bounds() {
        return asserts.all().stream().map(Assertion::parse).toList();
    }

    /** Holds the bounds against a result. */
    void hold(Report report, List<String> more) {
        for (List<String> bounds : List.of(asserts.all(), more)) {
            bounds.forEach(bound -> results.add(Assertion.parse(bound).check(report)));
        }
    }

    void add(List<GateResult> more) {
        results.addAll(more);
    }

    List<GateResult> results() {
        return List.copyOf(results);
    }

    void writeJUnit() {
        if (!junit.present()) {
            return;
        }
        try (AtomicOutput file =
                AtomicOutput.open(junit.text(), session.console().out(), AtomicOutput.Rule.OVERWRITE)) {
            JUnitXml.write(results, file.stream());
            file.commit();
        } catch (IOException e) {
            throw new CannotWrite("writing " + junit.text() + " failed: " + e.getMessage(), null, e);
        }
    }

    /** Appended in one piece, since other steps write to the same file; {@code beside} are further parts of it. */
    void summarise(List<Report> reports, List<Part> beside) {
        if (!summary.present()) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Markdown.write(reports, text);
            for (Part part : beside) {
                part.write(text);
            }
            if (!results.isEmpty()) {
                Markdown.gates(results, text);
            }
            Files.write(
                    Path.of(summaryFile()), text.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CannotWrite("writing " + summaryFile() + " failed: " + e.getMessage(), null, e);
        }
    }

    /** Says what the gates said. */
    void tell() {
        for (GateResult gate : results) {
            session.console()
                    .note(gate.answer().name().toLowerCase(Locale.ROOT) + ": " + gate.gate() + " (" + gate.text()
                            + ")");
        }
    }

    /** Throws for the first gate that said no, or could not say. */
    void judge() {
        for (Answer answer : List.of(Answer.FAILED, Answer.UNDECIDED)) {
            List<GateResult> hit =
                    results.stream().filter(one -> one.answer() == answer).toList();
            if (!hit.isEmpty()) {
                String more = hit.size() > 1 ? " (and " + (hit.size() - 1) + " more)" : "";
                String text = hit.get(0).gate() + ": " + hit.get(0).text() + more;
                if (answer == Answer.FAILED) {
                    throw new GateFailed("does not hold: " + text);
                }
                throw new NotMeasured("cannot be said: " + text, "measure for longer");
            }
        }
    }
}
