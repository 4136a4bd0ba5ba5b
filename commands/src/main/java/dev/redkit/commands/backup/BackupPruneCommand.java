package dev.redkit.commands.backup;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.shelf.Keep;
import dev.redkit.shelf.Shelf;
import dev.redkit.shelf.Shelf.Backup;
import java.nio.file.Path;
import java.util.List;

/** {@code redkit backup prune}: removes the backups of a folder that a rule does not keep. */
final class BackupPruneCommand implements Action {
    private final Session session;
    private final Arg folder;
    private final Arg keep;

    BackupPruneCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Remove backups that need not be kept any more: with --keep 7d,4w,12m the last one of each of the last"
                        + " seven days, four weeks and twelve months that have one stays (by UTC; h and y are hours and"
                        + " years, a bare number is the last ones). Each server's backups are counted by themselves.",
                "Only what a manifest of redkit names is removed, and never the newest complete backup of a server.");
        syntax.examples(
                "redkit backup prune /backups --keep 7d,4w,12m --dry-run",
                "redkit backup prune /backups --keep 30 --yes");
        folder = syntax.parameter("FOLDER", "where the backups stand", true);
        keep = syntax.option("RULE", "what to keep", "--keep");
    }

    @Override
    public void run() {
        if (!keep.present()) {
            throw new UsageError("say with --keep what is to be kept", "--keep 7d,4w,12m");
        }
        Shelf shelf = Shelf.at(Path.of(folder.text().replace("\0", "\\0")));
        List<Backup> superfluous = Keep.parse(keep.text()).superfluous(shelf.backups());
        long bytes =
                superfluous.stream().mapToLong(one -> one.manifest().bytes()).sum();
        if (!session.dryRun() && !superfluous.isEmpty()) {
            session.console()
                    .confirm("Removing " + superfluous.size() + " backups (" + ByteSizes.format(bytes) + ") from "
                            + folder.text());
            new BackupRetention(session).remove(shelf, superfluous);
        }
        Renderer renderer = session.renderer();
        renderer.begin(
                List.of(Column.left("name"), Column.left("taken"), Column.right("bytes"), Column.left("removed")));
        for (Backup backup : superfluous) {
            renderer.row(List.of(
                    Value.of(backup.manifest().name()),
                    Value.of(backup.manifest().started().toString()),
                    BackupText.size(backup.manifest().bytes()),
                    Value.of(!session.dryRun())));
        }
        renderer.end();
    }
}
