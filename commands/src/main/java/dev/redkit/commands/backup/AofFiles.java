package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Session;
import dev.redkit.failure.UsageError;
import java.nio.file.Path;

/** Append-only files that a user named. */
final class AofFiles {
    private AofFiles() {}

    /** One that is read from front to end: a file, a folder, a manifest, or standard input. */
    static BackupFile of(String place, Session session) {
        BackupFile backup = BackupFile.of(place, session.console().in());
        if (!backup.hasCommands()) {
            throw new UsageError(
                    backup.name() + " is an RDB file: it holds keys, and not what was done to them",
                    "'redkit backup inspect' and 'redkit backup keys' look into it");
        }
        return backup;
    }

    /** One that is copied, and so read more than once. */
    static Path onDisk(String place, Session session) {
        if (place.equals("-") || place.startsWith("http://") || place.startsWith("https://")) {
            throw new UsageError("this reads its files twice: name files or a folder on this machine");
        }
        of(place, session);
        return Path.of(place);
    }
}
