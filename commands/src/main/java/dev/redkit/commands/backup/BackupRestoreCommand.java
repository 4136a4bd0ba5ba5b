package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import dev.redkit.io.Progress;
import dev.redkit.io.Rates;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Pace;
import dev.redkit.redis.Redis;
import dev.redkit.restore.OnConflict;
import dev.redkit.restore.Restore;
import dev.redkit.restore.RestoreAccount;
import dev.redkit.restore.RestoreDelivery;
import dev.redkit.restore.Survey;
import dev.redkit.restore.Verification;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Shelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code redkit backup restore}: the keys of a backup into a server. */
final class BackupRestoreCommand implements Action {
    private static final List<String> VERIFY = List.of("none", "sample", "full");
    private static final long SAMPLED = 100;

    private final Session session;
    private final Arg source;
    private final BackupRestoreArgs args;
    private final BackupPassphrase passphrase;
    private final Arg connections;
    private final Arg rate;
    private final Arg maxLatency;
    private final Arg patience;
    private final Arg checkpoint;
    private final Arg resume;
    private final Arg verify;
    private final Arg rejects;

    BackupRestoreCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Give the keys of a backup to a server, a cluster or --embedded. The backup is read to its end first: a"
                        + " damaged one is refused before anything is changed. Values travel as RESTORE payloads; those of"
                        + " another version or flavour are written anew for the server, and those of more than 8 MiB are"
                        + " built in pieces under another name and renamed.",
                "Every key is accounted for: read = restored + skipped + rejected. Exit code 4 when keys were rejected or"
                        + " the restore ended early, 3 when --verify found differences, 8 when the backup is damaged.");
        syntax.examples(
                "redkit backup restore dump.rdb --dry-run # what is in it, what is there already, how long it takes",
                "redkit -c -h cache.internal backup restore /backups/cache-20261129T020000000Z --verify sample",
                "redkit backup restore dump.rdb --pattern 'cart:*' --on-conflict skip --rate 5k/s",
                "redkit -p 6380 backup restore prod.rdb --mask 'user:*:email=fake' --mask 'user:*:phone=drop'");
        source = syntax.parameter("BACKUP", "an RDB file, or a folder of backup take", true);
        args = new BackupRestoreArgs(syntax);
        passphrase = new BackupPassphrase(syntax);
        syntax.section("How it is done");
        connections = syntax.option("N", "to each server (default: 1)", "--connections");
        rate = syntax.option("N/s", "at most so many keys in a second: 5k/s", "--rate");
        maxLatency = syntax.option(
                "TIME", "have less under way when the server takes longer than that to answer", "--max-latency");
        patience = syntax.option(
                "TIME", "how long to try again what the server cannot take just now (default: 1m)", "--patience");
        checkpoint = syntax.path("FILE", "note there how far it has come, for --resume", "--checkpoint");
        resume = syntax.flag("go on where --checkpoint says", "--resume");
        verify = syntax.oneOf("compare what the server has afterwards (default: none)", VERIFY, "--verify");
        rejects = syntax.path("FILE", "write the keys that were rejected there, as JSON lines", "--rejects");
    }

    @Override
    public void run() {
        if (resume.present() && !checkpoint.present()) {
            throw new UsageError("--resume needs the --checkpoint that it goes on from");
        }
        if (verify.present() && args.onConflict().policy() == OnConflict.Policy.RENAME) {
            throw new UsageError("--verify looks for keys under their names, and --on-conflict rename changes them");
        }
        Progress progress = new Progress();
        try (BackupRestoreNotes notes = new BackupRestoreNotes(session.console(), rejects)) {
            Restore restore = new Restore(backup(), args.spec(), notes, progress);
            session.cancellation().watch();
            session.cancellation().onRequest(restore::stop);
            restore(restore, notes, progress);
        }
    }

    private BackupFile backup() {
        BackupFile backup = BackupFile.of(source.text(), session.console().in(), passphrase.orNone());
        Path folder = Path.of(source.text().replace("\0", "\\0"));
        if (Files.isDirectory(folder)) {
            Shelf.manifest(folder).ifPresent(manifest -> demandWhole(backup, manifest));
        }
        return backup;
    }

    /** A part that is missing, or no longer an RDB file, must not go unnoticed. */
    private static void demandWhole(BackupFile backup, Manifest manifest) {
        for (Manifest.Part part : manifest.parts()) {
            boolean there = backup.parts().stream()
                    .anyMatch(
                            one -> Path.of(one.place()).getFileName().toString().equals(part.file()));
            if (!there) {
                throw new BadInput(
                        part.file() + " of the backup " + manifest.name() + " is missing, or is no RDB file any more",
                        "name the files that are left one by one to restore those");
            }
        }
    }

    private void restore(Restore restore, BackupRestoreNotes notes, Progress progress) {
        Survey survey;
        try (ProgressMeter meter = session.meter("look through", progress)) {
            survey = restore.survey();
        }
        Redis redis = session.redis();
        if (redis.target().db() != 0) {
            throw new UsageError(
                    "a backup says itself which databases its keys are in", "--map-db '*=5' puts all into 5");
        }
        Restore.Clash clash = restore.clash(redis);
        if (session.dryRun()) {
            session.renderer().document(BackupRestoreText.plan(survey, clash, pace()));
            return;
        }
        if (clash.there() > 0 && args.onConflict().policy() == OnConflict.Policy.FAIL && !resume.present()) {
            throw new GateFailed(
                    "of " + clash.asked() + " keys asked for, the server has " + clash.there() + " already",
                    "choose what is to become of such keys: --on-conflict skip, replace, newer or rename:PREFIX");
        }
        String plan = BackupRestoreText.sentence(survey, clash, pace());
        session.console().note(plan);
        if (session.isProtected()) {
            session.console().confirm("Restoring into the protected " + redis.target());
        }
        deliver(restore, redis, notes);
    }

    private void deliver(Restore restore, Redis redis, BackupRestoreNotes notes) {
        long start = System.nanoTime();
        Verification.Result seen = null;
        Progress progress = restore.again();
        try {
            try (ProgressMeter meter = session.meter("restore", progress)) {
                restore.into(redis, delivery());
            }
            seen = verify(restore, redis);
        } finally {
            notes.tellTheRest();
            if (args.onConflict().policy() == OnConflict.Policy.REPLACE
                    || args.onConflict().policy() == OnConflict.Policy.NEWER) {
                session.audited(
                        "backup restore " + source.text() + " --on-conflict "
                                + Arg.word(args.onConflict().policy()),
                        restore.account().restored());
            }
            session.renderer().document(BackupRestoreText.account(restore.account(), seen, System.nanoTime() - start));
        }
        judge(restore.account(), seen);
    }

    private Verification.Result verify(Restore restore, Redis redis) {
        String how = verify.text("none");
        if (how.equals("none") || session.cancellation().requested()) {
            return null;
        }
        return restore.verify(
                redis, how.equals("full") ? 1 : Math.max(1, restore.account().read() / (SAMPLED * 10)));
    }

    private RestoreDelivery delivery() {
        return new RestoreDelivery(
                (int) connections.number(1, 1, 1000),
                new LaneLimits(
                        LaneLimits.DEFAULT.bytes(),
                        LaneLimits.DEFAULT.commands(),
                        patience.duration(LaneLimits.DEFAULT.patience())),
                session.timeout(),
                pace(),
                (what, pause) -> session.console().note(what + "; again in " + Durations.format(pause)),
                checkpoint.present() ? Path.of(checkpoint.text().replace("\0", "\\0")) : null,
                resume.present());
    }

    private Pace pace() {
        Pace pace = Pace.UNLIMITED;
        if (rate.present()) {
            pace = pace.rate(Rates.parse(rate.text()), Pace.Unit.PLACES);
        }
        return maxLatency.present() ? pace.latency(maxLatency.duration(Duration.ofMillis(1))) : pace;
    }

    private void judge(RestoreAccount account, Verification.Result seen) {
        if (account.rejected() > 0) {
            throw new Partial(
                    account.rejected() + " of " + account.read() + " keys were rejected",
                    rejects.present() ? "see " + rejects.text() : "--rejects FILE writes down which");
        }
        if (account.open() > 0) {
            throw new Partial("ended with " + account.open() + " keys under way", "--checkpoint and --resume go on");
        }
        if (seen != null && seen.different() > account.conflicts()) {
            throw new GateFailed(
                    seen.different() + " of " + seen.checked() + " keys are not on the server as in the backup, first: "
                            + seen.examples().get(0),
                    "they may have been written since; compare with 'redkit backup diff'");
        }
    }
}
