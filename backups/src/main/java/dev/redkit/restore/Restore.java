package dev.redkit.restore;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One restore: a look through the backup, then all its keys to the server. */
public final class Restore {
    /** Bigger values are sent in pieces. */
    private static final int BIG = 8 << 20;

    private final BackupFile backup;
    private final RestoreSpec spec;
    private final RestoreListener listener;
    private Progress progress;
    private Survey survey;
    private RestoreTally tally;
    private volatile Delivering delivering;
    private volatile boolean cancelled;

    public Restore(BackupFile backup, RestoreSpec spec, RestoreListener listener, Progress progress) {
        if (backup.hasCommands()) {
            throw new UsageError(
                    backup.name() + " holds commands, not only keys",
                    "'redkit backup replay' sends commands, and 'redkit backup convert' makes an RDB file of them");
        }
        if (backup.parts().stream().anyMatch(part -> part.place().equals("-"))) {
            throw new UsageError(
                    "a restore looks through the backup before it changes anything, and standard input can be read once",
                    "write it to a file first");
        }
        this.backup = backup;
        this.spec = spec;
        this.listener = listener;
        this.progress = progress;
        this.tally = new RestoreTally(listener, 0);
    }

    /** Looks through the backup; a damaged one is refused here, before anything was changed. */
    public Survey survey() {
        if (survey == null) {
            survey = Survey.of(backup.parts(), spec, BIG, progress, () -> cancelled);
        }
        return survey;
    }

    /** What counts the second reading, in which the keys are sent. */
    public Progress again() {
        progress = new Progress();
        return progress;
    }

    /** How many of the keys the server has already, of those that were asked for. */
    public record Clash(long asked, long there) {}

    /** Asks the server about a sample of the keys. */
    public Clash clash(Redis redis) {
        long there = 0;
        Map<Integer, Redis> databases = new HashMap<>();
        Map<Integer, Questions> questions = new HashMap<>();
        try {
            for (Named named : survey().sample()) {
                Questions its = questions.computeIfAbsent(named.db(), db -> {
                    Redis there0 = Redis.open(Questions.database(redis, db));
                    databases.put(db, there0);
                    return new Questions(there0);
                });
                there += its.exists(named.key()) ? 1 : 0;
            }
        } finally {
            questions.values().forEach(Questions::close);
            databases.values().forEach(Redis::close);
        }
        return new Clash(survey().sample().size(), there);
    }

    /** Stops it after what is under way; any thread may say so. */
    public void stop() {
        cancelled = true;
        Delivering running = delivering;
        if (running != null) {
            running.stop();
        }
    }

    public RestoreAccount account() {
        return tally.account();
    }

    /** Sends all keys. */
    public void into(Redis redis, RestoreDelivery delivery) {
        Survey seen = survey();
        if (redis.target().mode() == Target.Mode.CLUSTER
                && seen.databases().keySet().stream().anyMatch(db -> db != 0)) {
            throw new UsageError(
                    "the backup has keys in the databases " + seen.databases().keySet()
                            + ", and a cluster has only database 0",
                    "choose with --db, or bring them together with --map-db 1=0");
        }
        RestoreCheckpoint checkpoint =
                delivery.checkpoint() == null ? null : new RestoreCheckpoint(delivery.checkpoint(), backup);
        long before = checkpoint != null && delivery.resume() ? checkpoint.read() : 0;
        tally = new RestoreTally(listener, before);
        Server server = Server.of(redis);
        boolean whole;
        try (Delivering running = new Delivering(redis, spec, server, seen, tally, delivery, checkpoint)) {
            delivering = running;
            Functions functions = new Functions(redis, spec.onConflict(), tally, listener);
            for (int i = 0; i < backup.parts().size() && !cancelled && !running.stopped(); i++) {
                part(backup.parts().get(i), i, running, functions);
            }
            whole = !cancelled && !running.stopped();
        }
        if (checkpoint != null && whole) {
            checkpoint.remove();
        }
    }

    private void part(BackupPart part, int number, Delivering running, Functions functions) {
        try (Input input = part.open().reportTo(progress)) {
            RdbReader reader = RdbReader.open(input.stream(), part.name());
            reader.listener(new RdbListener() {
                @Override
                public void created(long seconds) {
                    running.created(seconds);
                }

                @Override
                public void function(byte[] source) {
                    if (spec.functions()) {
                        functions.load(source);
                    }
                }
            });
            running.part(reader, number);
        } catch (Failure e) {
            throw e;
        } catch (IOException e) {
            throw new BadInput("cannot read " + part.name() + ": " + Reason.of(e), null, e);
        }
    }

    /** Reads the server's keys again and compares them with the backup's. */
    public Verification.Result verify(Redis redis, long every) {
        return new Verification(backup, spec, survey(), () -> cancelled).run(redis, Server.of(redis), every);
    }
}
