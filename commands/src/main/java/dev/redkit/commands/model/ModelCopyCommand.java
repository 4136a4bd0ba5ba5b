package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.model.Import;
import dev.redkit.model.ImportOptions;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.model.StoredModel;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.target.TargetUri;

/** {@code redkit model copy}: a version from one server to another, without a file in between. */
final class ModelCopyCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg name;
    private final Arg to;
    private final Arg as;
    private final ModelWriteArgs writing;

    ModelCopyCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Copy a version to another server or cluster, or under another name. There it is a new version, and becomes"
                        + " visible in one moment. Every byte is compared with its checksum on the way.");
        syntax.examples(
                "redkit model copy bert:prod --to rediss://edge.example.com:6380",
                "redkit --profile training model copy bert --to redis://serving:6379 --dedupe",
                "redkit model copy bert:7 --as bert-frozen");
        name = syntax.parameter("NAME[:VERSION|TAG]", "the version; the current one when it is not said", true);
        to = syntax.option("URI", "the server to copy to (default: the same)", "--to");
        as = syntax.option("NAME[:TAG]", "how it is called there (default: as here)", "--as");
        writing = new ModelWriteArgs(syntax);
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        ModelName from = ModelName.parse(name.text());
        ModelName under = as.present() ? ModelName.forTag(as.text()) : new ModelName(from.name(), "");
        if (!to.present() && under.name().equals(from.name())) {
            throw new UsageError(
                    "that would copy the model onto itself", "say --to another server, or --as another name");
        }
        ImportOptions options = writing.options();
        try (ModelStore here = place.open();
                StoredModel model = here.open(from)) {
            Target target = to.present() ? TargetUri.parse(to.text()).build() : session.target();
            long bytes = model.manifest().number("nbytes");
            if (place.onlySaid("copy " + model.title() + " (" + ByteSizes.format(bytes) + ") to " + target + " as '"
                    + under + "'")) {
                return;
            }
            Import.Content content = new Import.Content(
                    model.tensors(),
                    model.metadata(),
                    model.manifest().text("source"),
                    model.manifest().text("framework"));
            String tag = under.ref().isEmpty() ? null : under.ref();
            try (Redis there = Redis.open(target);
                    ModelStore store = ModelStore.open(there, place.prefix())) {
                ModelWriteArgs.run(
                        session, store, new Import.Order(under.name(), content, writing.visibility(tag)), options);
            }
        }
    }
}
