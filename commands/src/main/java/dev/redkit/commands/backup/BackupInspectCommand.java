package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupKeys;
import dev.redkit.backup.BackupPart;
import dev.redkit.backup.FileSummary;
import dev.redkit.backup.Inspection;
import dev.redkit.backup.Verdict;
import dev.redkit.backup.page.InspectionPage;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbProblem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code redkit backup inspect}: what is in a backup. */
final class BackupInspectCommand implements Action {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final long MOST_SAMPLED = 1L << 40;

    private final Session session;
    private final Arg file;
    private final Arg top;
    private final Arg separator;
    private final Arg depth;
    private final Arg slots;
    private final Arg sample;
    private final Arg html;
    private final BackupMemoryArgs memory;
    private final BackupFilterArgs filter;

    BackupInspectCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Say what is in a backup: keys by type, encoding, database and prefix of their names, with how many of them"
                        + " never expire; times to live, idle times, sizes; and the keys that stand out. One pass, in little"
                        + " memory whatever the file's size.",
                "With --memory-for it tells what keys would take on that server, in the measure of MEMORY USAGE after"
                        + " loading. A file that breaks off half way is told of up to there, with exit code 8.");
        syntax.examples(
                "redkit backup inspect dump.rdb",
                "redkit backup inspect dump.rdb --memory-for redis:7.0 --top 50",
                "redkit backup inspect dump.rdb.zst --no-ttl --depth 2 -o json # what never goes away",
                "redkit backup inspect dump.rdb --html dump.html",
                "redkit backup inspect huge.rdb --sample 5% --memory-for valkey:9");
        file = syntax.parameter("FILE", "an RDB file, a folder of them, - for standard input", true);
        top = syntax.option("N", "how many keys to name that stand out (default 20)", "--top");
        separator = syntax.option("CHAR", "what parts of names are separated with (default :)", "--separator");
        depth = syntax.option("N", "how many parts make a prefix (default 3)", "--depth");
        slots = syntax.flag("count by the slot of a cluster too", "--by-slot");
        sample = syntax.option("N|P%", "look into so many keys only, drawn at random, and infer the rest", "--sample");
        html = syntax.path("FILE", "write a page to look at instead; it needs no network", "--html");
        memory = new BackupMemoryArgs(syntax);
        filter = new BackupFilterArgs(syntax);
    }

    @Override
    public void run() {
        Inspection inspection = new Inspection(options());
        BackupKeys keys =
                BackupKeys.of(BackupFile.of(file.text(), session.console().in()));
        Progress progress = new Progress();
        session.cancellation().watch();
        try (ProgressMeter meter = session.meter("inspect", progress)) {
            for (BackupPart part : keys.parts()) {
                try (Input input = part.open().reportTo(progress)) {
                    inspection.add(input.stream(), part.name());
                }
            }
        } catch (IOException e) {
            throw new BadInput("cannot read " + file.text() + ": " + Reason.of(e), null, e);
        }
        show(inspection);
        if (keys.changedLater()) {
            session.console().warn("commands follow, which may have changed these keys: they were not followed");
        }
        judge(inspection);
    }

    private void show(Inspection inspection) {
        if (!html.present()) {
            session.renderer().document(new BackupInspectionText(inspection).document());
            return;
        }
        try (AtomicOutput page =
                AtomicOutput.open(html.text(), session.console().out(), AtomicOutput.Rule.OVERWRITE)) {
            InspectionPage.write(inspection, file.text(), page.stream());
            page.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + html.text() + ": " + Reason.of(e), null, e);
        }
    }

    private Inspection.Options options() {
        long now = InstantSource.system().millis();
        String parted = separator.text(":");
        if (parted.length() != 1 || parted.charAt(0) > 127) {
            throw new UsageError("--separator: '" + parted + "' is not one ASCII character");
        }
        return new Inspection.Options(
                (int) top.number(20, 0, 100_000),
                parted.charAt(0),
                (int) depth.number(3, 0, 64),
                now,
                slots.present(),
                memory.memory(),
                filter.filter(now),
                sample());
    }

    private Inspection.Sample sample() {
        if (!sample.present()) {
            return Inspection.Sample.ALL;
        }
        Matcher percent = PERCENT.matcher(sample.text());
        if (!percent.matches()) {
            return new Inspection.Sample(1, sample.number(0, 1, MOST_SAMPLED));
        }
        double share = Double.parseDouble(percent.group(1)) / 100;
        if (share <= 0 || share > 1) {
            throw new UsageError("--sample: a share is more than 0% and at most 100%");
        }
        return new Inspection.Sample(share, 0);
    }

    private static void judge(Inspection inspection) {
        for (FileSummary summary : inspection.summaries()) {
            if (summary.verdict() != Verdict.OK) {
                RdbProblem problem = summary.problem().orElseThrow();
                throw new BadInput(
                        problem.what() + " at byte " + problem.offset() + " of " + summary.name()
                                + ": what is told is what comes before",
                        "'redkit backup repair' saves what can be saved");
            }
        }
    }
}
