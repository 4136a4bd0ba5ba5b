package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.render.Blobs;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code redkit info}: what a server, or each node of a cluster, says of itself, typed. */
final class InfoCommand implements Action {
    private final Session session;
    private final Arg sections;
    private final Arg watch;

    InfoCommand(Syntax syntax, Session session) {
        this.session = session;
        sections = syntax.rest("SECTION", "server, clients, memory, stats, replication, …, all, everything", false);
        watch = syntax.option("TIME", "ask again every TIME until Ctrl-C", "--watch");
        syntax.description(
                "Show what a server says of itself.",
                "Of a cluster every node is asked: as JSON, NDJSON or YAML that is a list of address, role and info.");
        syntax.examples(
                "redkit info memory clients",
                "redkit info -o json | jq .memory.used_memory",
                "redkit info stats --watch 2s -o ndjson # a line every two seconds");
    }

    @Override
    public void run() {
        if (session.target().mode() == Target.Mode.CLUSTER) {
            repeat(this::cluster);
            return;
        }
        try (Wire wire = session.wire()) {
            repeat(() -> one(wire));
        }
    }

    private void repeat(Runnable show) {
        show.run();
        if (!watch.present()) {
            return;
        }
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        long pause = watch.duration(Duration.ofSeconds(2)).toMillis();
        while (!cancellation.pause(pause)) {
            between();
            show.run();
        }
    }

    private void one(Wire wire) {
        String text = ask(wire);
        if (session.format() == Format.RAW) {
            session.console().print(text);
        } else {
            session.renderer().document(Blobs.INFO.parse(text));
        }
        session.console().flush();
    }

    private String ask(Wire wire) {
        List<String> words = new ArrayList<>(List.of("INFO"));
        words.addAll(sections.all());
        return wire.demand(words.toArray(String[]::new)).text();
    }

    private void cluster() {
        List<Value> list = new ArrayList<>();
        List<Node> nodes = session.redis().refresh().nodes();
        Unreachable last = null;
        int silent = 0;
        for (Node node : nodes) {
            try (Wire wire = session.redis().wire(node)) {
                String role = node.role().name().toLowerCase(Locale.ROOT);
                list.add(new Value.Fields()
                        .put("address", node.address().toString())
                        .put("role", role)
                        .put("info", Blobs.INFO.parse(ask(wire))));
            } catch (Unreachable e) {
                last = e;
                silent++;
            }
        }
        show(list);
        if (last != null) {
            throw new Partial(
                    silent + " of " + nodes.size() + " nodes did not answer; the last one: " + last.getMessage(),
                    last.hint().orElse(null));
        }
    }

    private void show(List<Value> nodes) {
        Renderer renderer = session.renderer();
        switch (session.format()) {
            case JSON, NDJSON, YAML -> renderer.document(new Value.Items(nodes));
            case TABLE, RAW -> {
                for (Value node : nodes) {
                    Value.Fields fields = (Value.Fields) node;
                    session.console()
                            .line(session.console()
                                    .paint(
                                            Ink.BOLD,
                                            "# " + text(fields, "address") + " (" + text(fields, "role") + ")"));
                    renderer.document(fields.fields().get("info"));
                    session.console().line("");
                }
            }
            case CSV, TSV -> {
                Value.Fields all = new Value.Fields();
                for (Value node : nodes) {
                    Value.Fields fields = (Value.Fields) node;
                    all.put(text(fields, "address"), fields.fields().get("info"));
                }
                renderer.document(all);
            }
        }
        session.console().flush();
    }

    private static String text(Value.Fields fields, String name) {
        return ((Value.Text) fields.fields().get(name)).text();
    }

    /** What separates two answers: a fresh screen for people, a document mark for YAML, nothing where lines suffice. */
    private void between() {
        Console console = session.console();
        switch (session.format()) {
            case TABLE -> console.print(console.terminal().out() ? "\u001b[H\u001b[2J" : "\n");
            case YAML -> console.line("---");
            default -> {
                // One JSON document after the other, or rows after rows.
            }
        }
    }
}
