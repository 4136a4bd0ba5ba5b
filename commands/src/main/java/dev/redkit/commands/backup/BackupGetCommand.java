package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupKeys;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.Reason;
import dev.redkit.io.Progress;
import dev.redkit.render.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code redkit backup get}: one key's value, out of a file. */
final class BackupGetCommand implements Action {
    private final Session session;
    private final Arg file;
    private final Arg key;
    private final Arg db;

    BackupGetCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the value of a key, of any type, as it stands in a backup. Elements are shown as they are read: a big"
                        + " value is never held as a whole. -o raw gives a string's bytes as they are.",
                "Without --db the key of that name that comes first is shown. Exit code 1 when there is none. The file is read"
                        + " up to the key and no further; 'redkit backup check' says whether it is sound.");
        syntax.examples(
                "redkit backup get dump.rdb user:17",
                "redkit backup get dump.rdb picture:9 -o raw > picture.png",
                "redkit backup get dump.rdb events -o ndjson | head");
        file = syntax.parameter("FILE", "an RDB file, a folder of them, - for standard input", true);
        key = syntax.parameter("KEY", "the key's whole name", true);
        db = syntax.option("N", "in this database only", "--db");
    }

    @Override
    public void run() {
        byte[] wanted = key.text().getBytes(StandardCharsets.UTF_8);
        long wantedDb = db.number(-1, 0, Integer.MAX_VALUE);
        BackupKeys keys =
                BackupKeys.of(BackupFile.of(file.text(), session.console().in()));
        try {
            boolean missing = keys.each(new Progress(), reader -> {
                if (!Arrays.equals(reader.key(), wanted) || (wantedDb >= 0 && reader.db() != wantedDb)) {
                    return true;
                }
                session.console().detail("found in database " + reader.db() + " at byte " + reader.offset());
                BackupValueText text = new BackupValueText(session.renderer(), reader.type());
                reader.entry()
                        .value()
                        .walk(
                                session.format() == Format.RAW
                                        ? text.raw(session.console().out())
                                        : text);
                text.end();
                return false;
            });
            if (missing) {
                throw new NotFound("there is no key '" + key.text() + "' in " + file.text()
                        + (wantedDb >= 0 ? ", database " + wantedDb : ""));
            }
        } catch (IOException e) {
            throw new BadInput("cannot read " + file.text() + ": " + Reason.of(e), null, e);
        }
        if (keys.changedLater()) {
            session.console().warn("commands follow, which may have changed this key: they were not followed");
        }
    }
}
