package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.admin.MemoryReport;
import dev.redkit.commands.Action;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code redkit memory}: what the memory of each server is used for, in numbers and in words. */
public final class MemoryCommand implements Action {
    private final Session session;

    public MemoryCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Say what the memory of a server, or of each server of a cluster, is used for: MEMORY STATS and MEMORY"
                        + " DOCTOR, and what they mean. What the user may not ask is said and left out.");
        syntax.examples("redkit memory", "redkit -c memory -o json");
    }

    @Override
    public void run() {
        Answers answers = new Answers(session);
        List<Value> all = new ArrayList<>();
        for (EveryNode.Answer<MemoryReport> one : answers.all(MemoryReport::ask)) {
            all.add(document(one.server(), one.value()));
            one.value()
                    .refused()
                    .forEach((what, words) -> session.console()
                            .warn(what + " was refused by " + one.server() + " and is missing: " + words));
        }
        if (all.size() == 1) {
            session.renderer().document(all.get(0));
        } else {
            switch (session.format()) {
                case TABLE, RAW ->
                    all.forEach(one -> {
                        session.renderer().document(one);
                        session.console().line("");
                    });
                default -> session.renderer().document(new Value.Items(all));
            }
        }
        answers.judge();
    }

    private static Value document(String server, MemoryReport report) {
        Value.Fields fields = new Value.Fields()
                .put("server", server)
                .put("used", size(report.info().get("used_memory")))
                .put("peak", size(report.info().get("used_memory_peak")))
                .put("rss", size(report.info().get("used_memory_rss")))
                .put("maxmemory", size(report.info().get("maxmemory")))
                .put("policy", report.info().get("maxmemory_policy"));
        fields.put("keys", number(report.stats().get("keys.count")))
                .put("bytes_per_key", number(report.stats().get("keys.bytes-per-key")))
                .put("dataset", bytes(report.stats().get("dataset.bytes")))
                .put("overhead", bytes(report.stats().get("overhead.total")))
                .put("fragmentation", number(report.stats().get("fragmentation")));
        List<Value> words = new ArrayList<>();
        report.words().forEach(sentence -> words.add(Value.of(sentence)));
        if (report.doctor() != null) {
            words.add(Value.of("the server itself: " + report.doctor().replaceAll("\\s+", " ")));
        }
        Value.Fields stats = new Value.Fields();
        for (Map.Entry<String, Double> one : report.stats().entrySet()) {
            stats.put(one.getKey(), Value.of(one.getValue()));
        }
        List<Value> said = new ArrayList<>();
        words.forEach(sentence -> said.add(new Value.Fields().put("in_words", sentence)));
        return fields.put("says", new Value.Items(said)).put("stats", stats);
    }

    private static Value size(String text) {
        return text != null && text.matches("\\d{1,18}") ? bytes(Double.valueOf(text)) : Value.none();
    }

    private static Value bytes(Double bytes) {
        return bytes == null
                ? Value.none()
                : new Value.Shown(Value.of(Math.round(bytes)), ByteSizes.format(Math.round(bytes)));
    }

    private static Value number(Double number) {
        return number == null ? Value.none() : Value.of(Math.round(number * 100) / 100.0);
    }
}
