package dev.redkit.commands.model;

import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;

/** {@code redkit model …}: a command of its own for each thing to do with a model's parameters. */
public final class ModelCommand {
    private ModelCommand() {}

    public static void describe(Syntax syntax, Session session) {
        syntax.description(
                "Keep model parameters in Redis: versions that are never half there, published atomically, and exported to the"
                        + " file of any framework.",
                "A version is written under an expiry and becomes visible in one transaction, when all of it is there."
                        + " NAME is the current version of a model, NAME:7 version 7, NAME:prod the one tagged so,"
                        + " NAME:latest the newest. docs/model.md has the keys, and readers of three lines.");
        Syntax importing = syntax.subcommand("import", "Keep the parameters of a file as a new version of a model");
        importing.action(new ModelImportCommand(importing, session));
        Syntax export = syntax.subcommand("export", "Write a version to the file of a framework");
        export.action(new ModelExportCommand(export, session));
        Syntax list = syntax.subcommand("list", "List models, or the versions of one");
        list.action(new ModelListCommand(list, session));
        Syntax show = syntax.subcommand("show", "Show the tensors of a version or a file");
        show.action(new ModelShowCommand(show, session));
        Syntax diff = syntax.subcommand("diff", "Compare two versions or files");
        diff.action(new ModelDiffCommand(diff, session));
        Syntax verify = syntax.subcommand("verify", "See whether a version is still what was stored");
        verify.action(new ModelVerifyCommand(verify, session));
        ModelPointCommands.publish(syntax.subcommand("publish", "Make a version current"), session);
        ModelPointCommands.rollback(syntax.subcommand("rollback", "Make an earlier version current again"), session);
        ModelPointCommands.tag(syntax.subcommand("tag", "Let a tag stand for a version"), session);
        Syntax watch = syntax.subcommand("watch", "Tell, and run a command, when another version is live");
        watch.action(new ModelWatchCommand(watch, session));
        Syntax copy = syntax.subcommand("copy", "Copy a version to another server");
        copy.action(new ModelCopyCommand(copy, session));
        Syntax gc = syntax.subcommand("gc", "Take away what no version needs");
        gc.action(new ModelGcCommand(gc, session));
        Syntax delete = syntax.subcommand("delete", "Delete a version or a model");
        delete.action(new ModelDeleteCommand(delete, session));
    }
}
