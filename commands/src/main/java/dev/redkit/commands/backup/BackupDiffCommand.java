package dev.redkit.commands.backup;

import dev.redkit.backup.BackupDiff;
import dev.redkit.backup.BackupDiff.Change;
import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupKeys;
import dev.redkit.backup.KeyFilter;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.entry.Entry;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.Selection;
import dev.redkit.keyspace.Tally;
import dev.redkit.redis.Redis;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import dev.redkit.target.TargetUri;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit backup diff}: what differs between two backups, or a backup and a server. */
final class BackupDiffCommand implements Action {
    private final Session session;
    private final Arg before;
    private final Arg after;
    private final Arg tolerance;
    private final Arg separator;
    private final Arg depth;
    private final Arg summary;
    private final BackupFilterArgs filterArgs;

    /** Takes the keys of one side. */
    private interface Taker {
        void take(Entry entry) throws IOException;
    }

    BackupDiffCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Say which keys were added, removed or changed between two backups, or a backup and a live server; of keys"
                        + " whose value is the same, whether their expiry changed. Values are compared by what is in them,"
                        + " not by how they are encoded, so files of different servers compare well. Bytes are those that"
                        + " users have put in.",
                "A server is compared database by database: that of its URI (0 if it names none). It is no snapshot there."
                        + " What has to be kept goes to the temporary folder. Exit code 3 when anything differs.");
        syntax.examples(
                "redkit backup diff monday.rdb tuesday.rdb",
                "redkit backup diff dump.rdb redis://replica:6379 --pattern 'user:*' # has the restore brought all?",
                "redkit backup diff monday.rdb tuesday.rdb --summary -o json # counts, and growth by prefix");
        before = syntax.parameter("BEFORE", "a backup, or the URI of a server", true);
        after = syntax.parameter("AFTER", "another one", true);
        summary = syntax.flag("only counts, and how prefixes have grown", "--summary");
        tolerance = syntax.option("TIME", "expiries that differ by less are the same (default 0s)", "--ttl-tolerance");
        separator = syntax.option("CHAR", "what parts of names are separated with (default :)", "--separator");
        depth = syntax.option("N", "how many parts make a prefix (default 2)", "--depth");
        filterArgs = new BackupFilterArgs(syntax);
    }

    @Override
    public void run() {
        String parted = separator.text(":");
        if (parted.length() != 1 || parted.charAt(0) > 127) {
            throw new UsageError("--separator: '" + parted + "' is not one ASCII character");
        }
        Progress progress = new Progress();
        session.cancellation().watch();
        try (BackupDiff diff = new BackupDiff(
                parted.charAt(0),
                (int) depth.number(2, 0, 64),
                tolerance.duration(Duration.ZERO).toMillis())) {
            try (ProgressMeter meter = session.meter("diff", progress)) {
                read(before.text(), diff::before, progress);
                read(after.text(), diff::after, progress);
            }
            BackupDiff.Counts counts = summary.present() ? sum(diff) : list(diff);
            if (!counts.none()) {
                throw new GateFailed(sentence(counts));
            }
        } catch (IOException e) {
            throw new BadInput(
                    "cannot compare " + shown(before.text()) + " and " + shown(after.text()) + ": " + Reason.of(e),
                    null,
                    e);
        }
    }

    private void read(String place, Taker taker, Progress progress) throws IOException {
        KeyFilter filter = filterArgs.filter(InstantSource.system().millis());
        if (isServer(place)) {
            live(TargetUri.parse(place).build(), filter, taker, progress);
            return;
        }
        int only = isServer(before.text())
                ? database(before.text())
                : isServer(after.text()) ? database(after.text()) : -1;
        BackupKeys keys = BackupKeys.of(BackupFile.of(place, session.console().in()));
        keys.each(progress, reader -> {
            if (filter.wants(reader) && (only < 0 || reader.db() == only)) {
                taker.take(reader.entry());
            }
            demandGoOn();
            return true;
        });
        if (keys.changedLater()) {
            session.console()
                    .warn("commands follow in " + place + ", which may have changed its keys: they were not followed");
        }
    }

    private void demandGoOn() {
        if (session.cancellation().requested()) {
            throw new Partial("interrupted: nothing was compared");
        }
    }

    private static boolean isServer(String place) {
        return place.startsWith("redis") && place.contains("://");
    }

    /** A server without its password. */
    private static String shown(String place) {
        return isServer(place) ? TargetUri.parse(place).build().toString() : place;
    }

    private static int database(String uri) {
        return TargetUri.parse(uri).build().db();
    }

    private void live(Target target, KeyFilter filter, Taker taker, Progress progress) throws IOException {
        try (Redis redis = Redis.open(target);
                Keyspace keyspace = new Keyspace(redis)) {
            Selection selection =
                    new Selection(filter.patterns(), filter.types(), name -> filter.wantsName(target.db(), name));
            keyspace.entries(selection, entry -> {
                demandGoOn();
                if (filter.wantsExpiry(entry.expireAt())) {
                    taker.take(new Entry(target.db(), entry.key(), entry.expireAt(), entry.value()));
                }
                progress.addRecords(1);
            });
            if (keyspace.tally().of(Tally.Fate.REFUSED) > 0) {
                throw new Partial(keyspace.tally().of(Tally.Fate.REFUSED) + " keys of " + target
                        + " may not be read, so nothing was compared");
            }
        }
    }

    private BackupDiff.Counts list(BackupDiff diff) throws IOException {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("change"),
                Column.right("db"),
                Column.left("key"),
                Column.left("type"),
                Column.left("was_type"),
                Column.right("bytes"),
                Column.right("was_bytes"),
                Column.right("expire_at"),
                Column.right("was_expire_at")));
        BackupDiff.Counts counts = diff.compare(difference -> renderer.row(row(difference)));
        renderer.end();
        if (counts.none()) {
            session.console().note(sentence(counts));
        }
        return counts;
    }

    private static List<Value> row(BackupDiff.Difference difference) {
        BackupDiff.Side is = difference.after();
        BackupDiff.Side was = difference.before();
        List<Value> cells = new ArrayList<>();
        cells.add(Value.of(Arg.word(difference.change())));
        cells.add(Value.of(difference.db()));
        cells.add(Replies.ofBytes(difference.key()));
        cells.add(is == null ? Value.none() : Value.of(is.kind().word()));
        cells.add(was == null ? Value.none() : Value.of(was.kind().word()));
        cells.add(is == null ? Value.none() : BackupText.size(is.bytes()));
        cells.add(was == null ? Value.none() : BackupText.size(was.bytes()));
        cells.add(expiry(is));
        cells.add(expiry(was));
        return cells;
    }

    private static Value expiry(BackupDiff.Side side) {
        return side == null || side.expireAt() == Entry.NEVER ? Value.none() : Value.of(side.expireAt());
    }

    private BackupDiff.Counts sum(BackupDiff diff) throws IOException {
        BackupDiff.Counts counts = diff.compare(difference -> {});
        List<Value> growth = new ArrayList<>();
        for (BackupDiff.Growth one : diff.growth()) {
            growth.add(new Value.Fields()
                    .put("prefix", Replies.ofBytes(one.prefix()))
                    .put("keys", one.after().keys())
                    .put("was_keys", one.before().keys())
                    .put("bytes", BackupText.size(one.after().bytes()))
                    .put("was_bytes", BackupText.size(one.before().bytes()))
                    .put("growth", BackupText.size(one.bytes())));
        }
        session.renderer()
                .document(new Value.Fields()
                        .put("added", counts.of(Change.ADDED))
                        .put("removed", counts.of(Change.REMOVED))
                        .put("changed", counts.of(Change.CHANGED))
                        .put("ttl_changed", counts.of(Change.TTL_CHANGED))
                        .put("same", counts.same())
                        .put("prefixes", new Value.Items(growth)));
        return counts;
    }

    private static String sentence(BackupDiff.Counts counts) {
        return counts.of(Change.ADDED) + " keys were added, " + counts.of(Change.REMOVED) + " removed, "
                + counts.of(Change.CHANGED) + " changed, of " + counts.of(Change.TTL_CHANGED)
                + " only the expiry, and " + counts.same() + " are the same";
    }
}
