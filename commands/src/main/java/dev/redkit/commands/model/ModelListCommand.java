package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.model.Head;
import dev.redkit.model.ModelStore;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.util.List;

/** {@code redkit model list}: the models of a server, or the versions of one. */
final class ModelListCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg name;

    ModelListCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the models that are kept, or the versions of one of them.",
                "Models are found with SCAN, which never blocks the server; the versions of a model are listed in it.");
        syntax.examples("redkit model list", "redkit model list bert -o json");
        name = syntax.parameter("NAME", "show the versions of this model", false);
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        session.cancellation().watch();
        try (ModelStore store = place.open()) {
            if (name.present()) {
                versions(store, store.head(name.text()));
            } else {
                models(store);
            }
        }
    }

    private void models(ModelStore store) {
        List<Head> heads = store.list(session.cancellation()::requested);
        if (heads == null) {
            return;
        }
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("model"),
                Column.right("current"),
                Column.right("versions"),
                Column.right("tensors"),
                Column.right("bytes"),
                Column.left("published"),
                Column.left("tags")));
        for (Head head : heads) {
            renderer.row(row(head, store.versions(head.name())));
        }
        renderer.end();
    }

    private static List<Value> row(Head head, List<ModelStore.Version> versions) {
        ModelStore.Version current = versions.stream()
                .filter(one ->
                        head.current().isPresent() && head.current().get().equals(one.number()))
                .findFirst()
                .orElse(null);
        Value.Fields tags = new Value.Fields();
        head.tags().forEach(tags::put);
        return List.of(
                Value.of(head.name()),
                Value.of(head.current().orElse(null)),
                Value.of(versions.size()),
                current == null ? Value.none() : Value.of(current.manifest().number("tensors")),
                current == null
                        ? Value.none()
                        : ModelValues.size(current.manifest().number("nbytes")),
                current == null
                        ? Value.none()
                        : current.manifest().live().map(ModelValues::time).orElse(Value.none()),
                head.tags().isEmpty() ? new Value.Shown(tags, "") : tags);
    }

    private void versions(ModelStore store, Head head) {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.right("version"),
                Column.left("current"),
                Column.left("tags"),
                Column.left("created"),
                Column.right("tensors"),
                Column.right("bytes"),
                Column.left("source"),
                Column.left("digest")));
        for (ModelStore.Version version : store.versions(head.name())) {
            boolean current = head.current().isPresent() && head.current().get().equals(version.number());
            String digest = version.manifest().text("digest");
            Value.Items tags = (Value.Items) ModelValues.tags(head, version.number());
            renderer.row(List.of(
                    Value.of(version.number()),
                    new Value.Shown(Value.of(current), current ? "yes" : ""),
                    new Value.Shown(tags, String.join(" ", texts(tags))),
                    ModelValues.time(version.manifest().created()),
                    Value.of(version.manifest().number("tensors")),
                    ModelValues.size(version.manifest().number("nbytes")),
                    Value.of(version.manifest().text("source")),
                    new Value.Shown(Value.of(digest), digest.substring(0, Math.min(12, digest.length())))));
        }
        renderer.end();
    }

    private static List<String> texts(Value.Items items) {
        return items.items().stream().map(one -> ((Value.Text) one).text()).toList();
    }
}
