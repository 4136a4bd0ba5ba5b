package dev.redkit.commands.backup;

import dev.redkit.aof.AofCheck;
import dev.redkit.backup.BackupCheck;
import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.backup.FileSummary;
import dev.redkit.backup.TargetServer;
import dev.redkit.backup.Verdict;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** {@code redkit backup check}: whether backups are sound. */
final class BackupCheckCommand implements Action {
    private static final List<Column> COLUMNS = List.of(
            Column.left("file"),
            Column.left("verdict"),
            Column.right("offset"),
            Column.left("format"),
            Column.left("written_by"),
            Column.right("keys"),
            Column.right("expiring"),
            Column.right("commands"),
            Column.right("bytes"),
            Column.left("checksum"),
            Column.left("problem"));

    /** Columns between the offset and the problem. */
    private static final int FIGURES = 7;

    private final Session session;
    private final Arg files;
    private final Arg deep;
    private final Arg target;
    private final List<String> bad = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();

    BackupCheckCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Read backups to their ends and say of each whether it is ok, damaged or truncated at which byte, or newer"
                        + " than redkit knows. The checksum is computed, every record framed and the end demanded;"
                        + " --deep looks into every value, down to each entry of each listpack.",
                "Exit code 0 when all are ok, 3 when one is not (or would not load, with --for), 1 when one cannot be read.");
        syntax.examples(
                "redkit backup check dump.rdb",
                "redkit backup check /backups/*.rdb.gz --deep -o json",
                "redkit backup check dump.rdb --for redis:7.0 # would an older server load it?",
                "ssh host cat /var/lib/redis/dump.rdb | redkit backup check -");
        files = syntax.rest("FILE", "RDB and append-only files, manifests, folders; - is standard input", true);
        deep = syntax.flag("look into every value, not only for where it ends", "--deep");
        target = syntax.option("SERVER", "say what keeps this server from loading it: redis:7.0, valkey:9 …", "--for");
    }

    @Override
    public void run() {
        TargetServer server = target.present() ? TargetServer.parse(target.text()) : null;
        Renderer renderer = session.renderer();
        List<Column> columns = new ArrayList<>(COLUMNS);
        if (server != null) {
            columns.add(Column.left("blocked_by"));
        }
        renderer.begin(columns);
        Progress progress = new Progress();
        session.cancellation().watch();
        try (ProgressMeter meter = session.meter("check", progress)) {
            for (String place : files.all()) {
                check(place, server, renderer, progress);
            }
        }
        renderer.end();
        judge(server);
    }

    private void check(String place, TargetServer server, Renderer renderer, Progress progress) {
        try {
            BackupFile backup = BackupFile.of(place, session.console().in());
            if (backup.hasCommands()) {
                aof(backup, server, renderer, progress);
                return;
            }
            for (BackupPart part : backup.parts()) {
                BackupCheck check = BackupCheck.rdb(part, deep.present() || server != null, progress);
                tell(check, check.keys(), server, renderer);
            }
        } catch (BadInput e) {
            tell(BackupCheck.broken(place, e), null, server, renderer);
        } catch (Failure e) {
            unreadable(place, e.getMessage(), server, renderer);
        } catch (IOException e) {
            unreadable(place, Reason.of(e), server, renderer);
        }
    }

    /** The base is read a second time where it is asked what keeps a server from loading it. */
    private void aof(BackupFile backup, TargetServer server, Renderer renderer, Progress progress) throws IOException {
        if (server != null && backup.parts().get(0).place().equals("-")) {
            throw new UsageError(
                    "--for reads an append-only file twice, which standard input cannot be", "name the file");
        }
        List<BackupCheck> checks = BackupCheck.aof(backup, deep.present(), progress);
        for (int i = 0; i < checks.size(); i++) {
            BackupPart part = backup.parts().get(i);
            boolean based = server != null && part.content() != BackupPart.Content.COMMANDS;
            FileSummary base = based ? BackupCheck.rdb(part, true, progress).keys() : null;
            tell(checks.get(i), base, server, renderer);
        }
    }

    /** @param loaded what the server would have to load; null where there is nothing in RDB */
    private void tell(BackupCheck check, FileSummary loaded, TargetServer server, Renderer renderer) {
        FileSummary keys = check.keys();
        List<Value> row = new ArrayList<>();
        row.add(Value.of(check.name()));
        row.add(Value.of(check.verdict().name().toLowerCase(Locale.ROOT)));
        row.add(check.offset() < 0 ? Value.none() : Value.of(check.offset()));
        row.addAll(keys != null ? figures(keys) : figures(check.file()));
        row.add(Value.of(check.what()));
        if (server != null) {
            List<String> blockers = loaded == null ? List.of() : server.blockers(loaded);
            blockers.forEach(reason -> blocked.add(check.name() + ": " + reason));
            row.add(Value.list(blockers));
        }
        renderer.row(row);
        if (check.verdict() != Verdict.OK) {
            bad.add(check.sentence());
        } else if (keys != null && keys.trailing() > 0) {
            session.console()
                    .warn(check.name() + " goes on for " + keys.trailing() + " bytes behind the end of the RDB part");
        }
    }

    private static List<Value> figures(FileSummary keys) {
        return List.of(
                Value.of(keys.format().map(Object::toString).orElse(null)),
                Value.of(BackupText.writer(keys)),
                Value.of(keys.total().keys()),
                Value.of(keys.total().expiring()),
                Value.none(),
                BackupText.size(keys.bytes()),
                Value.of(Arg.word(keys.checksum())));
    }

    /** @param file null for what is no backup at all */
    private static List<Value> figures(AofCheck.File file) {
        if (file == null) {
            return Collections.nCopies(FIGURES, Value.none());
        }
        String format = file.format() == null
                ? "AOF"
                : file.commands() == 0 ? file.format().toString() : "AOF, " + file.format();
        return List.of(
                Value.of(format),
                Value.none(),
                Value.of(file.keys()),
                Value.none(),
                Value.of(file.commands()),
                BackupText.size(file.bytes()),
                Value.none());
    }

    private void unreadable(String place, String why, TargetServer server, Renderer renderer) {
        unreadable.add(why);
        List<Value> row = new ArrayList<>();
        row.add(Value.of(place));
        row.add(Value.of("unreadable"));
        for (int i = 2; i < COLUMNS.size() - 1; i++) {
            row.add(Value.none());
        }
        row.add(Value.of(why));
        if (server != null) {
            row.add(Value.list(List.of()));
        }
        renderer.row(row);
    }

    private void judge(TargetServer server) {
        if (!bad.isEmpty()) {
            throw new GateFailed(first(bad), "'redkit backup repair FILE --out COPY' saves what can be saved");
        }
        if (!blocked.isEmpty()) {
            throw new GateFailed(
                    server + " would not load " + first(blocked),
                    "'redkit backup convert' writes it for another version");
        }
        if (!unreadable.isEmpty()) {
            throw new NotFound(first(unreadable));
        }
    }

    private static String first(List<String> sentences) {
        int others = sentences.size() - 1;
        return sentences.get(0) + (others == 0 ? "" : " (and " + others + " more)");
    }
}
