package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.model.Deletion;
import dev.redkit.model.Head;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.render.Value;
import java.util.List;

/** {@code redkit model delete}: a version, or all of a model. */
final class ModelDeleteCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg name;

    ModelDeleteCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Delete a version (NAME:7), or a whole model with all its versions (NAME). Asks first.",
                "A version that is current or tagged stays. Keys go by the index, with UNLINK; nothing is searched for."
                        + " Bytes that versions share go with 'redkit model gc'.");
        syntax.examples("redkit model delete bert:5", "redkit model delete bert --yes");
        name = syntax.parameter("NAME[:VERSION|TAG]", "the version, or the model", true);
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        ModelName what = ModelName.parse(name.text());
        try (ModelStore store = place.open()) {
            Deletion deletion = new Deletion(store, ModelPlace.clock());
            Value.Fields done = what.ref().isEmpty() ? model(store, deletion, what) : version(store, deletion, what);
            if (done != null) {
                session.renderer().document(done);
            }
        }
    }

    private Value.Fields version(ModelStore store, Deletion deletion, ModelName what) {
        ModelStore.Version version = store.version(what);
        deletion.obstacle(what).ifPresent(why -> {
            throw new UsageError(
                    "version " + version.number() + " of model '" + what.name() + "' stays: " + why,
                    "publish or tag another version first, or delete the whole model");
        });
        long bytes = version.manifest().number("nbytes");
        if (refused(
                "version " + version.number() + " of model '" + what.name() + "' (" + ByteSizes.format(bytes) + ")")) {
            return null;
        }
        deletion.version(new ModelName(what.name(), version.number()));
        return done(what.name(), List.of(version.number()), bytes);
    }

    private Value.Fields model(ModelStore store, Deletion deletion, ModelName what) {
        Head head = store.head(what.name());
        List<ModelStore.Version> versions = store.versions(what.name());
        long bytes = versions.stream()
                .mapToLong(one -> one.manifest().number("nbytes"))
                .sum();
        if (refused("model '" + head.name() + "' with all its " + versions.size() + " versions ("
                + ByteSizes.format(bytes) + ")")) {
            return null;
        }
        deletion.model(what.name());
        return done(
                what.name(), versions.stream().map(ModelStore.Version::number).toList(), bytes);
    }

    private Value.Fields done(String model, List<String> versions, long bytes) {
        session.audited("model delete " + model + ": versions " + String.join(" ", versions), versions.size());
        return new Value.Fields()
                .put("model", model)
                .put("deleted", Value.list(versions))
                .put("bytes", ModelValues.size(bytes));
    }

    private boolean refused(String what) {
        if (session.dryRun()) {
            session.console().line("would delete " + what);
            return true;
        }
        session.console().confirm("to delete " + what + " on " + session.target());
        return false;
    }
}
