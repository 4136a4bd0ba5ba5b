package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.render.Blobs;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit info}: what a server says of itself, typed. */
final class InfoCommand implements Action {
    private final Session session;
    private final Arg sections;
    private final Arg watch;

    InfoCommand(Syntax syntax, Session session) {
        this.session = session;
        sections = syntax.rest(
                "SECTION", "server, clients, memory, persistence, stats, replication, …, all, everything", false);
        watch = syntax.option("TIME", "ask again every TIME until Ctrl-C", "--watch");
        syntax.examples(
                "redkit info memory clients",
                "redkit info -o json | jq .memory.used_memory",
                "redkit info stats --watch 2s -o ndjson # a line every two seconds");
    }

    @Override
    public void run() {
        try (Wire wire = session.wire()) {
            show(wire);
            if (!watch.present()) {
                return;
            }
            Cancellation cancellation = session.cancellation();
            cancellation.watch();
            long pause = watch.duration(Duration.ofSeconds(2)).toMillis();
            while (!cancellation.pause(pause)) {
                between();
                show(wire);
            }
        }
    }

    private void show(Wire wire) {
        List<String> words = new ArrayList<>(List.of("INFO"));
        words.addAll(sections.all());
        String text = wire.demand(words.toArray(String[]::new)).text();
        if (session.format() == Format.RAW) {
            session.console().print(text);
        } else {
            Value info = Blobs.INFO.parse(text);
            session.renderer().document(info);
        }
        session.console().flush();
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
