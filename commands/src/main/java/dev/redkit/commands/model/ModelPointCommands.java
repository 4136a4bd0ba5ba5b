package dev.redkit.commands.model;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.model.Pointers;
import java.util.Optional;
import java.util.function.Function;

/** {@code redkit model publish}, {@code rollback} and {@code tag}: which version is live, in one moment. */
final class ModelPointCommands {
    private final Session session;

    private ModelPointCommands(Session session) {
        this.session = session;
    }

    static void publish(Syntax syntax, Session session) {
        syntax.description(
                "Make a version current: one write, seen by all readers at once, told in the stream of events.",
                "Exit code 3 when --if-current does not hold.");
        syntax.examples("redkit model publish bert:7", "redkit model publish bert:canary --if-current 6");
        Arg name = syntax.parameter("NAME:VERSION|TAG", "the version, by its number, a tag, or 'latest'", true);
        Arg ifCurrent = ifCurrent(syntax);
        ModelPlace place = new ModelPlace(syntax, session);
        syntax.action(() -> new ModelPointCommands(session).run(place, "make " + name.text() + " current", pointers -> {
            ModelName what = ModelName.parse(name.text());
            if (what.ref().isEmpty()) {
                throw new UsageError(
                        "which version of '" + what.name() + "'?",
                        "redkit model publish " + what.name() + ":latest, or :N");
            }
            return pointers.publish(what, Optional.ofNullable(ifCurrent.text()));
        }));
    }

    static void rollback(Syntax syntax, Session session) {
        syntax.description(
                "Make an earlier version current again: the newest one before the current that was live, or the one that"
                        + " is named.");
        syntax.examples("redkit model rollback bert", "redkit model rollback bert:5");
        Arg name = syntax.parameter("NAME[:VERSION|TAG]", "the model, and the version to go back to", true);
        Arg ifCurrent = ifCurrent(syntax);
        ModelPlace place = new ModelPlace(syntax, session);
        syntax.action(() -> new ModelPointCommands(session)
                .run(
                        place,
                        "roll " + name.text() + " back",
                        pointers -> pointers.rollback(
                                ModelName.parse(name.text()), Optional.ofNullable(ifCurrent.text()))));
    }

    static void tag(Syntax syntax, Session session) {
        syntax.description("Let a tag stand for a version, or take it away.");
        syntax.examples("redkit model tag bert:7 prod", "redkit model tag bert prod --delete");
        Arg name = syntax.parameter("NAME[:VERSION|TAG]", "the version; the current one when it is not said", true);
        Arg tag = syntax.parameter("TAG", "the tag", true);
        Arg delete = syntax.flag("take the tag away", "--delete");
        ModelPlace place = new ModelPlace(syntax, session);
        syntax.action(() -> new ModelPointCommands(session)
                .run(
                        place,
                        (delete.present() ? "take the tag '" + tag.text() + "' from " : "tag ")
                                + name.text()
                                + (delete.present() ? "" : " as '" + tag.text() + "'"),
                        pointers -> {
                            ModelName what = ModelName.parse(name.text());
                            return delete.present()
                                    ? pointers.untag(what.name(), tag.text())
                                    : pointers.tag(what, tag.text());
                        }));
    }

    private static Arg ifCurrent(Syntax syntax) {
        return syntax.option("VERSION", "only if that version is current ('none': no version is)", "--if-current");
    }

    private void run(ModelPlace place, String what, Function<Pointers, Pointers.Change> work) {
        if (place.onlySaid(what)) {
            return;
        }
        try (ModelStore store = place.open()) {
            Pointers.Change change = work.apply(new Pointers(store, ModelPlace.clock()));
            session.renderer().document(ModelValues.change(change));
        }
    }
}
