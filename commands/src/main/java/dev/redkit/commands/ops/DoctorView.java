package dev.redkit.commands.ops;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.doctor.Diagnosis;
import dev.redkit.doctor.Finding;
import dev.redkit.doctor.Severity;
import dev.redkit.doctor.Unseen;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A diagnosis, for people and for programs. */
final class DoctorView {
    private static final String INDENT = "       ";

    private final Session session;
    private final Console console;

    DoctorView(Session session) {
        this.session = session;
        this.console = session.console();
    }

    void show(Diagnosis diagnosis) {
        switch (session.format()) {
            case TABLE, RAW -> text(diagnosis);
            case JSON, YAML -> session.renderer().document(document(diagnosis));
            case NDJSON -> {
                for (Finding one : diagnosis.findings()) {
                    session.renderer().document(finding(one));
                }
                for (Unseen one : diagnosis.unseen()) {
                    session.renderer().document(unseen(one));
                }
            }
            case CSV, TSV -> rows(diagnosis);
        }
        console.flush();
    }

    private void text(Diagnosis diagnosis) {
        for (Finding one : diagnosis.findings()) {
            String word = Arg.word(one.severity());
            String pad = " ".repeat(INDENT.length() - word.length());
            String where = one.node().isEmpty() ? "" : "  " + console.paint(Ink.FAINT, one.node());
            console.line(console.paint(ink(one.severity()), word) + pad + console.paint(Ink.BOLD, one.rule()) + where);
            console.line(INDENT + one.summary());
            console.line(INDENT + console.paint(Ink.FAINT, "why:  ") + one.why());
            console.line(INDENT + console.paint(Ink.FAINT, "mend: ") + one.mend());
        }
        console.line((diagnosis.findings().isEmpty() ? "" : "\n") + summary(diagnosis));
        notSeen(diagnosis);
    }

    private static Ink ink(Severity severity) {
        return switch (severity) {
            case ERROR -> Ink.BAD;
            case WARN -> Ink.WARN;
            case INFO -> Ink.NAME;
        };
    }

    private static String summary(Diagnosis diagnosis) {
        int nodes = diagnosis.nodes().size();
        return diagnosis.count(Severity.ERROR) + " errors, " + diagnosis.count(Severity.WARN) + " warnings, "
                + diagnosis.count(Severity.INFO) + " remarks; " + diagnosis.rules() + " rules, " + nodes
                + (nodes == 1 ? " node" : " nodes");
    }

    /** Many rules read the same: told once, with their names. */
    private void notSeen(Diagnosis diagnosis) {
        Map<String, TreeSet<String>> byReason = new LinkedHashMap<>();
        for (Unseen one : diagnosis.unseen()) {
            String reason = (one.node().isEmpty() ? "" : one.node() + ": ") + one.reason();
            byReason.computeIfAbsent(reason, key -> new TreeSet<>()).add(one.rule());
        }
        byReason.forEach(
                (reason, rules) -> console.line("not looked at, " + reason + " — " + String.join(", ", rules)));
    }

    private static Value.Fields finding(Finding one) {
        Value.Fields evidence = new Value.Fields();
        one.evidence().forEach(evidence::put);
        return new Value.Fields()
                .put("severity", Arg.word(one.severity()))
                .put("rule", one.rule())
                .put("node", one.node().isEmpty() ? null : one.node())
                .put("summary", one.summary())
                .put("evidence", evidence)
                .put("why", one.why())
                .put("mend", one.mend());
    }

    private static Value.Fields unseen(Unseen one) {
        return new Value.Fields()
                .put("severity", "unseen")
                .put("rule", one.rule())
                .put("node", one.node().isEmpty() ? null : one.node())
                .put("summary", one.reason());
    }

    private static Value document(Diagnosis diagnosis) {
        List<Value> findings = new ArrayList<>();
        diagnosis.findings().forEach(one -> findings.add(finding(one)));
        List<Value> unseen = new ArrayList<>();
        diagnosis.unseen().forEach(one -> unseen.add(unseen(one)));
        Value.Fields silent = new Value.Fields();
        diagnosis.silent().forEach(silent::put);
        return new Value.Fields()
                .put("nodes", Value.list(diagnosis.nodes()))
                .put("silent", silent)
                .put("rules", diagnosis.rules())
                .put("errors", diagnosis.count(Severity.ERROR))
                .put("warnings", diagnosis.count(Severity.WARN))
                .put("remarks", diagnosis.count(Severity.INFO))
                .put("findings", new Value.Items(findings))
                .put("unseen", new Value.Items(unseen));
    }

    private void rows(Diagnosis diagnosis) {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("severity"),
                Column.left("rule"),
                Column.left("node"),
                Column.left("summary"),
                Column.left("why"),
                Column.left("mend")));
        for (Finding one : diagnosis.findings()) {
            renderer.row(List.of(
                    Value.of(Arg.word(one.severity())),
                    Value.of(one.rule()),
                    Value.of(one.node()),
                    Value.of(one.summary()),
                    Value.of(one.why()),
                    Value.of(one.mend())));
        }
        for (Unseen one : diagnosis.unseen()) {
            renderer.row(List.of(
                    Value.of("unseen"),
                    Value.of(one.rule()),
                    Value.of(one.node()),
                    Value.of(one.reason()),
                    Value.of(""),
                    Value.of("")));
        }
        renderer.end();
    }
}
