package dev.redkit.commands.backup;

import dev.redkit.aof.AofCheck;
import dev.redkit.aof.AofRepair;
import dev.redkit.aof.Damage;
import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.render.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit backup repair}: a copy of a damaged append-only file that a server loads. */
final class BackupRepairCommand implements Action {
    private static final int MOST_SHOWN = 100;

    private final Session session;
    private final Arg file;
    private final Arg out;

    BackupRepairCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Copy a damaged RDB file with every key before and behind the damage: from the place on where at least four"
                        + " sound records follow each other. Where a value is wrong inside but its length is right, only"
                        + " that key is lost; the report says how sure that is.",
                "Copy a damaged append-only file without what is damaged: a command that is cut off at the end of a file, in"
                        + " the last one or not, bytes in the middle that are no command, a transaction of which a part"
                        + " is gone. What is left out is named and counted. The original is never changed.",
                "Behind damage it goes on where eight commands that are known by name follow each other, or fewer up to the"
                        + " end of the file. An RDB base that is damaged is not mended.",
                "Exit code 0 when nothing was wrong, 4 when something had to be left out.");
        syntax.examples(
                "redkit backup repair dump.rdb --out saved.rdb",
                "redkit backup repair appendonlydir --out mended",
                "redkit backup repair appendonly.aof --dry-run # only say what is wrong");
        file = syntax.parameter("FILE", "an RDB file; an append-only file, its manifest, or the folder of both", true);
        out = syntax.path(
                "COPY", "where to: a file, or a folder for an append-only file, that is not there yet", "--out");
    }

    @Override
    public void run() {
        if (!out.present() && !session.dryRun()) {
            throw new UsageError("--out COPY says where the copy goes; or look first with --dry-run");
        }
        if (isRdb()) {
            return;
        }
        Path place = AofFiles.onDisk(file.text(), session);
        session.cancellation().watch();
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        try (ProgressMeter meter = session.meter("repair", progress)) {
            AofRepair repair = AofRepair.of(place, progress);
            if (!session.dryRun()) {
                repair.copy(Path.of(out.text()));
                AofCheck check = AofCheck.of(Path.of(out.text()), false, progress);
                if (check.failure().isPresent()) {
                    throw new BadInput(
                            "the copy cannot be read either: " + check.failure().get());
                }
            }
            session.renderer().document(document(repair));
            judge(repair.damages());
        } catch (IOException e) {
            throw new BadInput("cannot go on with " + place + ": " + Reason.of(e), null, e);
        }
    }

    /** An RDB file is another work, done there. */
    private boolean isRdb() {
        if (file.text().endsWith(".manifest")
                || (!file.text().equals("-") && Files.isDirectory(Path.of(file.text())))) {
            return false;
        }
        BackupFile backup = BackupFile.of(file.text(), session.console().in());
        if (backup.form() != BackupFile.Form.RDB) {
            return false;
        }
        new BackupSalvage(session).run(backup, session.dryRun() ? null : out.text());
        return true;
    }

    private Value document(AofRepair repair) {
        List<Value> damages = new ArrayList<>();
        long bytes = 0;
        for (Damage one : repair.damages()) {
            bytes += one.bytes();
            if (damages.size() < MOST_SHOWN) {
                damages.add(damage(one));
            }
        }
        return new Value.Fields()
                .put("from", file.text())
                .put("to", out.text())
                .put("commands", repair.commands())
                .put("damages", repair.damages().size())
                .put("bytes_left_out", BackupText.size(bytes))
                .put("left_out", new Value.Items(damages));
    }

    private static Value damage(Damage one) {
        return new Value.Fields()
                .put("file", one.part().name())
                .put("from", one.from())
                .put("to", one.to())
                .put("why", one.what())
                .put("whole_commands", one.whole())
                .put("database_unsure", one.select())
                .put("begins_with", one.command());
    }

    private void judge(List<Damage> damages) {
        if (damages.isEmpty()) {
            session.console().note("nothing is wrong with it");
            return;
        }
        if (damages.stream().anyMatch(Damage::select)) {
            session.console()
                    .warn("a SELECT may have been lost: commands behind it, up to the next one, may be done in another"
                            + " database");
        }
        long bytes = damages.stream().mapToLong(Damage::bytes).sum();
        String copy = session.dryRun() ? "would be" : "were";
        throw new Partial(
                bytes + " bytes in " + damages.size() + (damages.size() == 1 ? " place " : " places ") + copy
                        + " left out",
                session.dryRun() ? null : "the original is as it was");
    }
}
