package dev.redkit.commands.backup;

import dev.redkit.commands.Session;
import dev.redkit.io.ByteSizes;
import dev.redkit.shelf.Keep;
import dev.redkit.shelf.Shelf;
import dev.redkit.shelf.Shelf.Backup;
import java.util.List;

/** Removes backups that a rule does not keep. */
final class BackupRetention {
    private final Session session;

    BackupRetention(Session session) {
        this.session = session;
    }

    /** Removes them without a question: who takes a backup with a rule has said what is to go. */
    void apply(Shelf shelf, Keep rule) {
        remove(shelf, rule.superfluous(shelf.backups()));
    }

    void remove(Shelf shelf, List<Backup> superfluous) {
        for (Backup backup : superfluous) {
            shelf.remove(backup);
            session.console()
                    .note("removed " + backup.manifest().name() + " ("
                            + ByteSizes.format(backup.manifest().bytes()) + ")");
        }
    }
}
