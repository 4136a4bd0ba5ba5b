package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.model.Head;
import dev.redkit.model.ModelStore;
import dev.redkit.model.Sweep;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit model gc}: takes away what no version needs. */
final class ModelGcCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg names;
    private final Arg keep;
    private final Arg grace;

    ModelGcCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Take away what is needed no more: shared bytes to which no version leads, what a crash has left, and with"
                        + " --keep old versions.",
                "What is younger than the grace stays: an import may be about to use it. Versions that are current or"
                        + " tagged stay. Marked from the indexes; the keyspace is not searched.");
        syntax.examples(
                "redkit model gc --dry-run",
                "redkit model gc bert --keep 5",
                "redkit model gc --keep 3 --grace 7d --yes");
        names = syntax.rest("NAME", "these models; none: all", false);
        keep = syntax.option("N", "keep the N newest versions besides those that are current or tagged", "--keep");
        grace = syntax.option("TIME", "how old it has to be (default 1h)", "--grace");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        session.cancellation().watch();
        int kept = (int) keep.number(-1, 0, Integer.MAX_VALUE);
        Duration age = grace.duration(Duration.ofHours(1));
        if (!session.dryRun() && (session.isProtected() || kept >= 0)) {
            session.console()
                    .confirm("to delete " + (kept >= 0 ? "all but " + kept + " versions and " : "")
                            + "what no version needs on " + session.target());
        }
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("model"),
                Column.left("versions"),
                Column.right("blobs"),
                Column.right("unfinished"),
                Column.right("bytes")));
        try (ModelStore store = place.open()) {
            for (String name : names(store)) {
                if (session.cancellation().requested()) {
                    break;
                }
                Sweep.Report report = new Sweep(store, ModelPlace.clock()).run(name, kept, age, session.dryRun());
                if (!session.dryRun() && !report.versions().isEmpty()) {
                    session.audited(
                            "model gc " + name + ": versions " + String.join(" ", report.versions()),
                            report.versions().size());
                }
                show(renderer, report);
            }
        }
        renderer.end();
    }

    private List<String> names(ModelStore store) {
        if (names.present()) {
            List<String> wanted = new ArrayList<>();
            names.all().forEach(name -> wanted.add(store.head(name).name()));
            return wanted;
        }
        List<Head> heads = store.list(session.cancellation()::requested);
        return heads == null ? List.of() : heads.stream().map(Head::name).toList();
    }

    private static void show(Renderer renderer, Sweep.Report report) {
        renderer.row(List.of(
                Value.of(report.model()),
                new Value.Shown(Value.list(report.versions()), String.join(" ", report.versions())),
                Value.of(report.blobs()),
                Value.of(report.unfinished()),
                ModelValues.size(report.bytes())));
    }
}
