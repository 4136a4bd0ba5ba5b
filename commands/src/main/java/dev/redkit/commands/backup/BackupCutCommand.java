package dev.redkit.commands.backup;

import dev.redkit.aof.AofCheck;
import dev.redkit.aof.AofCut;
import dev.redkit.aof.AofReader;
import dev.redkit.aof.CommandPattern;
import dev.redkit.aof.CutPlan;
import dev.redkit.aof.CutRules;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.render.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit backup cut}: a copy of an append-only file that ends earlier, or lacks some commands. */
final class BackupCutCommand implements Action {
    private final Session session;
    private final Arg file;
    private final Arg at;
    private final Arg before;
    private final Arg drop;
    private final Arg out;

    BackupCutCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Copy an append-only file up to a point in time or a byte, or without some commands: an undo for a FLUSHALL"
                        + " that was typed by mistake. The original is only read. The copy is a folder with a manifest"
                        + " that a server loads as its appendonlydir; it never ends inside a transaction, whose beginning"
                        + " goes too. Works across the base and all increments.",
                "A point in time needs the times that a server notes with 'aof-timestamp-enabled yes', to the second, and"
                        + " cannot lie before the base was written. --dry-run only says what would be left out.");
        syntax.examples(
                "redkit backup cut appendonlydir --drop FLUSHALL --out rescued",
                "redkit backup cut appendonlydir --at '2026-11-29T10:15:00Z' --out rescued --dry-run",
                "redkit backup cut appendonlydir --before-offset appendonly.aof.3.incr.aof:18231 --out rescued",
                "redkit backup cut appendonlydir --drop 'DEL user:*' --drop 'UNLINK user:*' --out rescued");
        file = syntax.parameter("FILE", "an append-only file, its manifest, or the folder of both", true);
        at = syntax.option("TIME", "keep what was done up to and in this second", "--at");
        before = syntax.option(
                "[FILE:]OFFSET", "keep what ends before this byte of that file; later files go", "--before-offset");
        drop = syntax.option(
                "WORDS",
                "leave out commands that begin with these words, each a pattern as in KEYS; again for more",
                "--drop");
        out = syntax.path("FOLDER", "where to: a folder that is not there yet", "--out");
    }

    @Override
    public void run() {
        Path place = AofFiles.onDisk(file.text(), session);
        if (!out.present() && !session.dryRun()) {
            throw new UsageError("--out FOLDER says where the copy goes; or look first with --dry-run");
        }
        AofCut cut = AofCut.of(place, rules(place));
        session.cancellation().watch();
        try {
            CutPlan plan;
            Progress progress = new Progress();
            progress.expect(Progress.UNKNOWN);
            try (ProgressMeter meter = session.meter("look", progress)) {
                plan = cut.plan(progress);
            }
            tell(plan);
            if (!session.dryRun()) {
                copy(cut);
            }
            session.renderer().document(document(plan));
        } catch (IOException e) {
            throw new BadInput("cannot go on with " + place + ": " + Reason.of(e), null, e);
        }
    }

    private void copy(AofCut cut) throws IOException {
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        try (ProgressMeter meter = session.meter("copy", progress)) {
            cut.copy(Path.of(out.text()), progress);
            AofCheck check = AofCheck.of(Path.of(out.text()), false, progress);
            if (check.failure().isPresent()) {
                throw new BadInput("the copy cannot be read: " + check.failure().get());
            }
        }
    }

    private CutRules rules(Path place) {
        if (at.present() && before.present()) {
            throw new UsageError("--at and --before-offset are two places to cut at: say one of them");
        }
        if (!at.present() && !before.present() && !drop.present()) {
            throw new UsageError("say what to leave out: --at TIME, --before-offset FILE:OFFSET or --drop WORDS");
        }
        String where = null;
        long offset = 0;
        if (before.present()) {
            int colon = before.text().lastIndexOf(':');
            String number = before.text().substring(colon + 1);
            if (!number.matches("\\d{1,18}") || (colon < 0 && Files.isDirectory(place))) {
                throw new UsageError(
                        "--before-offset: '" + before.text() + "' does not name a file and a byte of it",
                        "as in appendonly.aof.3.incr.aof:18231");
            }
            where = colon < 0
                    ? String.valueOf(place.getFileName())
                    : before.text().substring(0, colon);
            offset = Long.parseLong(number);
        }
        long until = at.present() ? AofTimes.parse(at.text(), "--at") : AofReader.NO_TIME;
        return new CutRules(
                until,
                where,
                offset,
                drop.all().stream().map(CommandPattern::of).toList());
    }

    private void tell(CutPlan plan) {
        plan.cut().ifPresent(place -> {
            session.console()
                    .note("cut at byte " + place.offset() + " of "
                            + place.part().name());
            if (place.transaction()) {
                session.console().note("that is where a transaction begins, which would have been cut in two");
            }
        });
        if (plan.cut().isEmpty() && plan.dropped().isEmpty()) {
            session.console().warn("nothing is left out: all was done before that");
        }
        if (plan.unread() != null) {
            session.console().note("what comes after the cut cannot be read to its end: " + plan.unread());
        }
    }

    private Value document(CutPlan plan) {
        Value.Fields document = new Value.Fields()
                .put("from", file.text())
                .put("to", out.text())
                .put("kept", plan.kept())
                .put("dropped", plan.droppedCommands())
                .put("after_cut", plan.commandsAfter())
                .put("cut_file", plan.cut().map(cut -> cut.part().name()).orElse(null))
                .put("cut_offset", plan.cut().map(cut -> Value.of(cut.offset())).orElse(null))
                .put("last_time", AofTimes.shown(plan.lastTime()));
        List<Value> files = new ArrayList<>();
        for (CutPlan.File one : plan.files()) {
            files.add(new Value.Fields()
                    .put("file", one.part().name())
                    .put("fate", Arg.word(one.fate()))
                    .put("commands", one.commands())
                    .put("bytes", BackupText.size(one.bytes())));
        }
        document.put("files", new Value.Items(files));
        document.put("dropped_by_command", plan.dropped());
        document.put("after_cut_by_command", plan.after());
        List<Value> shown = new ArrayList<>();
        for (CutPlan.Dropped one : plan.shown()) {
            shown.add(new Value.Fields()
                    .put("time", AofTimes.shown(one.time()))
                    .put("file", one.file())
                    .put("offset", one.offset())
                    .put("command", one.command()));
        }
        return shown.isEmpty() ? document : document.put("first_dropped", new Value.Items(shown));
    }
}
