package dev.redkit.commands.backup;

import dev.redkit.aof.AofReader;
import dev.redkit.aof.AofReplay;
import dev.redkit.aof.CommandPattern;
import dev.redkit.aof.ReplayClock;
import dev.redkit.aof.ReplayPlan;
import dev.redkit.aof.TransactionRouter;
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
import dev.redkit.keyspace.Glob;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.LaneReport;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import dev.redkit.lane.Router;
import dev.redkit.pipe.CommandText;
import dev.redkit.redis.Redis;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import dev.redkit.target.TargetUri;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code redkit backup replay}: the commands of an append-only file, done again by another server. */
final class BackupReplayCommand implements Action {
    private static final int SHOWN_ERRORS = 10;
    private static final int MOST_KINDS = 100;

    private final Session session;
    private final Arg file;
    private final Arg to;
    private final Arg until;
    private final Arg speed;
    private final Arg only;
    private final Arg drop;
    private final Arg noBase;
    private final Map<String, Long> errors = new TreeMap<>();
    private long refused;

    BackupReplayCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Send what an append-only file holds to a server: first the keys of its base, then each command in its"
                        + " order and database. Every reply is read; what the server refuses is counted and named. A"
                        + " transaction is sent whole, or not at all.",
                "In a cluster each command goes to the node of its key; what a cluster cannot do (another database, a"
                        + " transaction on several slots) is left out and counted. FLUSHALL and its kind are sent too,"
                        + " unless --drop names them. At a speed other than max, the times that were noted set the pace.",
                "Exit code 4 when commands were refused or could not be sent.");
        syntax.examples(
                "redkit backup replay appendonlydir --to redis://127.0.0.1:6390",
                "redkit backup replay appendonlydir --to redis://staging --only user: --drop FLUSHALL",
                "redkit backup replay appendonlydir --to redis://staging --speed 10x --no-base --until '10m ago'");
        file = syntax.parameter("FILE", "an append-only file, its manifest, or the folder of both", true);
        to = syntax.option("SERVER", "where to, as a URI: redis://… (several addresses: a cluster)", "--to");
        until = syntax.option(
                "TIME|FILE:OFFSET", "stop after this second, or before the command that begins there", "--until");
        speed = syntax.option("1x|10x|max", "at the pace that was noted, faster, or at once (default)", "--speed");
        only = syntax.option(
                "PREFIX|GLOB", "only commands all of whose keys begin so, or match; again for more", "--only");
        drop = syntax.option("WORDS", "not these commands, as in 'backup cut'; again for more", "--drop");
        noBase = syntax.flag("only the commands, and not the keys of the base", "--no-base");
    }

    @Override
    public void run() {
        if (!to.present()) {
            throw new UsageError("--to says which server to send it to", "as in --to redis://127.0.0.1:6390");
        }
        BackupFile backup = AofFiles.of(file.text(), session);
        ReplayPlan plan = plan();
        Target target = TargetUri.parse(to.text()).build();
        if (session.dryRun()) {
            session.console().note("would send " + backup.name() + " to " + target);
            return;
        }
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        try (Redis redis = Redis.open(target);
                AofReader reader = backup.aof()) {
            Router router = redis.router();
            TransactionRouter pinned = router.manyServers() ? new TransactionRouter(router) : null;
            AofReplay replay = new AofReplay(reader, plan, pinned, ReplayClock.SYSTEM);
            send(replay, pinned == null ? router : pinned, progress);
        } catch (IOException e) {
            throw new BadInput("cannot go on with " + backup.name() + ": " + Reason.of(e), null, e);
        }
    }

    private void send(AofReplay replay, Router router, Progress progress) throws IOException {
        long start = System.nanoTime();
        try (Lanes lanes = new Lanes(router, LaneLimits.DEFAULT, session.timeout());
                ProgressMeter meter = session.meter("replay", progress)) {
            session.cancellation().watch();
            session.cancellation().onRequest(() -> {
                replay.stop();
                lanes.cancel();
            });
            try {
                lanes.run(replay, one -> refused(replay, one));
            } finally {
                show(replay, lanes.report(), System.nanoTime() - start);
            }
            judge(replay, lanes.report());
        }
    }

    private ReplayPlan plan() {
        long untilTime = Long.MAX_VALUE;
        String untilFile = null;
        long offset = 0;
        if (until.present() && until.text().matches(".+\\.aof:\\d{1,18}|.+\\.rdb:\\d{1,18}")) {
            int colon = until.text().lastIndexOf(':');
            untilFile = until.text().substring(0, colon);
            offset = Long.parseLong(until.text().substring(colon + 1));
        } else if (until.present()) {
            untilTime = AofTimes.parse(until.text(), "--until");
        }
        return new ReplayPlan(
                untilTime,
                untilFile,
                offset,
                choice(),
                drop.all().stream().map(CommandPattern::of).toList(),
                speed(),
                !noBase.present());
    }

    private ReplayPlan.KeyChoice choice() {
        if (!only.present()) {
            return null;
        }
        List<Glob> globs = only.all().stream()
                .map(word -> word.matches(".*[*?\\[].*") ? word : word + "*")
                .map(Glob::of)
                .toList();
        return (db, key) -> globs.stream().anyMatch(glob -> glob.matches(key));
    }

    private double speed() {
        String word = speed.text("max");
        if (word.equals("max")) {
            return 0;
        }
        if (!word.matches("\\d{1,6}(\\.\\d{1,6})?x") || Double.parseDouble(word.substring(0, word.length() - 1)) == 0) {
            throw new UsageError("--speed: '" + word + "' is not a speed", "write it as 1x, 0.5x, 10x or max");
        }
        return Double.parseDouble(word.substring(0, word.length() - 1));
    }

    private void refused(AofReplay replay, Refused one) {
        refused++;
        String message = one.error().message();
        String code = message.split(" ", 2)[0];
        errors.merge(errors.size() < MOST_KINDS || errors.containsKey(code) ? code : "(others)", 1L, Long::sum);
        if (refused <= SHOWN_ERRORS) {
            String command = one.command() == null ? "" : " (" + CommandText.of(one.command()) + ")";
            session.console().note(replay.describe(one.place()) + ": " + message + command);
        } else if (refused == SHOWN_ERRORS + 1) {
            session.console().note("… and more, which are counted below");
        }
    }

    private void show(AofReplay replay, LaneReport report, long nanos) {
        Value.Fields document = new Value.Fields()
                .put("sent", report.commands())
                .put("accepted", report.accepted())
                .put("refused", report.refused())
                .put("open", report.open())
                .put("base_keys", replay.baseKeys())
                .put("commands", replay.commands())
                .put("retried", report.retried())
                .put("seconds", Value.of(Math.round(nanos / 1e6) / 1000.0));
        document.put("left_out", replay.leftOut());
        document.put("errors", errors);
        session.renderer().document(document);
    }

    private void judge(AofReplay replay, LaneReport report) {
        long failed = report.refused() + report.open() + replay.unfit();
        if (failed > 0 && !session.cancellation().requested()) {
            throw new Partial(failed + " commands were refused or could not be sent", "see the counts above");
        }
    }
}
