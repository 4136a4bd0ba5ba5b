package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.GateFailed;
import dev.redkit.io.Progress;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.model.StoredModel;
import dev.redkit.model.Verification;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit model verify}: whether every byte of a version is still what was stored. */
final class ModelVerifyCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg name;

    ModelVerifyCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Read a version from the server and compare every string with its checksum, every tensor with its SHA-256.",
                "Exit code 3 when something is missing or altered; each key is named.");
        syntax.examples("redkit model verify bert", "redkit model verify bert:7 -o json");
        name = syntax.parameter("NAME[:VERSION|TAG]", "the version; the current one when it is not said", true);
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        session.cancellation().watch();
        try (ModelStore store = place.open();
                StoredModel model = store.open(ModelName.parse(name.text()))) {
            Progress progress = new Progress();
            progress.expect(model.manifest().number("nbytes"));
            List<Verification.Damage> damage;
            try (ProgressMeter meter = session.meter("verify", progress)) {
                damage = Verification.of(model, progress, session.cancellation()::requested);
            }
            if (session.cancellation().requested()) {
                session.console().note("interrupted: not all of it was read");
                return;
            }
            session.renderer().document(report(model, progress.bytes(), damage));
            if (!damage.isEmpty()) {
                throw new GateFailed(
                        damage.size() + " of " + model.tensors().size() + " tensors of " + model.title()
                                + " are damaged: " + damage.get(0).what(),
                        "import it again, or publish another version");
            }
        }
    }

    private static Value report(StoredModel model, long bytes, List<Verification.Damage> damage) {
        List<Value> rows = new ArrayList<>();
        damage.forEach(
                one -> rows.add(new Value.Fields().put("tensor", one.tensor()).put("what", one.what())));
        return new Value.Fields()
                .put("model", model.name())
                .put("version", model.version())
                .put("tensors", model.tensors().size())
                .put("bytes", ModelValues.size(bytes))
                .put("hashed", model.hashes().size())
                .put("damaged", new Value.Items(rows));
    }
}
