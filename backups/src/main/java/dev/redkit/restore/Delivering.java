package dev.redkit.restore;

import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.lane.CommandSource;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Redis;
import dev.redkit.restore.RestoreFeed.Stop;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Brings the keys of one part after the other to the server, over lanes of one database at a time. Where the feed stops,
 * everything that was sent is answered; then conflicts are settled, a big value is built, or the database is changed.
 */
final class Delivering implements Closeable {
    private static final long CHECKPOINT_NANOS = 1_000_000_000L;
    private static final int NO_DATABASE = -1;

    private final Redis redis;
    private final RestoreSpec spec;
    private final RestoreTally tally;
    private final RestoreDelivery delivery;
    private final RestoreCheckpoint checkpoint;
    private final RestoreFeed feed;
    private final Conflicts conflicts;
    private Redis database;
    private Lanes lanes;
    private Questions questions;
    private long nextCheckpoint = System.nanoTime() + CHECKPOINT_NANOS;
    private long placeThen;
    private boolean failed;
    private volatile boolean cancelled;

    Delivering(
            Redis redis,
            RestoreSpec spec,
            Server server,
            Survey survey,
            RestoreTally tally,
            RestoreDelivery delivery,
            RestoreCheckpoint checkpoint) {
        this.redis = redis;
        this.spec = spec;
        this.tally = tally;
        this.delivery = delivery;
        this.checkpoint = checkpoint;
        this.conflicts = new Conflicts(spec.onConflict(), tally);
        this.feed = new RestoreFeed(spec, server, survey, tally, this::pause);
        feed.db(NO_DATABASE);
    }

    /** Stops after what is under way; any thread may say so. */
    void stop() {
        cancelled = true;
        Lanes running = lanes;
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether it ended before the end of the backup. */
    boolean stopped() {
        return cancelled || failed;
    }

    void created(long seconds) {
        feed.created(seconds);
    }

    /** Sends the keys of one part. */
    void part(RdbReader reader, int number) throws IOException {
        feed.open(reader, number);
        // Its remarks come before its first key.
        while (!stopped()) {
            Stop why = run();
            if (failed) {
                byte[] key = conflicts.failed();
                throw new Partial(
                        "ended at " + Named.shown(key) + ", which the server has already",
                        "choose what is to become of such keys: --on-conflict skip, replace, newer or rename:PREFIX");
            }
            switch (why) {
                case OTHER_DATABASE -> database(feed.wantedDb());
                case BIG_VALUE -> big();
                case PART_ENDS -> {
                    return;
                }
                case PAUSE, CANCELLED -> {
                    // Conflicts were settled, or the loop ends.
                }
            }
        }
    }

    private Stop run() throws IOException {
        if (lanes == null) {
            // No key belongs to no database: this only tells which one is wanted.
            feed.next(new CommandBuffer(16));
            return feed.stop();
        }
        boolean newer = spec.onConflict().policy() == OnConflict.Policy.NEWER;
        send(newer ? new UnlessUsed(feed, questions, tally, this::moments) : feed, this::refused);
        settle();
        note(placeNow());
        return cancelled ? Stop.CANCELLED : feed.stop();
    }

    /** Sends what a source gives; what was accepted counts as restored however this ends. */
    private void send(CommandSource source, Consumer<Refused> referee) throws IOException {
        long before = lanes.report().accepted();
        try {
            lanes.run(source, referee);
        } finally {
            tally.restored(lanes.report().accepted() - before);
        }
    }

    private void refused(Refused command) {
        if (Conflicts.is(command.error()) && command.command() != null) {
            conflicts.hold(command);
        } else {
            reject(command);
        }
    }

    private void reject(Refused command) {
        byte[] key = command.command() == null
                ? RestoreFeed.ascii("key " + command.place())
                : RestoreCommand.of(command.command()).key();
        tally.rejected(feed.db(), key, command.error().message());
    }

    private void settle() throws IOException {
        if (!conflicts.any()) {
            return;
        }
        boolean doubtful = delivery.resume() || lanes.report().reconnects() > 0;
        conflicts.settle(questions, feed.db(), doubtful, moments());
        failed = conflicts.failed() != null;
        if (conflicts.anyAgain()) {
            send(conflicts, this::reject);
        }
    }

    private Conflicts.Moments moments() {
        return new Conflicts.Moments(feed.createdMillis(), spec.clock().millis());
    }

    private Stop pause(long place) {
        if (cancelled) {
            return Stop.CANCELLED;
        }
        long now = System.nanoTime();
        if (checkpoint != null && lanes != null && now > nextCheckpoint) {
            nextCheckpoint = now + CHECKPOINT_NANOS;
            long open = lanes.report().firstOpen();
            // The report may be older than the last commands, but not as old as what was sent before the last note.
            note(open == Long.MAX_VALUE ? placeThen : open - 1);
            placeThen = place;
        }
        return conflicts.full() ? Stop.PAUSE : null;
    }

    /** Everything was answered: all up to the key at hand is done, which itself may be waiting. */
    private long placeNow() {
        long open = Math.min(lanes.report().firstOpen(), conflicts.firstPlace());
        return Math.min(open - 1, feed.done());
    }

    private void note(long place) {
        long done = Math.min(place, conflicts.firstPlace() - 1);
        if (checkpoint != null && done > tally.before()) {
            checkpoint.write(done);
        }
    }

    private void database(int number) {
        closeDatabase();
        database = Redis.open(Questions.database(redis, number));
        questions = new Questions(database);
        lanes = Lanes.resending(
                        database.router(delivery.connections()),
                        delivery.limits(),
                        delivery.timeout(),
                        delivery.incidents())
                .pace(delivery.pace());
        if (cancelled) {
            lanes.cancel();
        }
        feed.db(number);
    }

    private void big() throws IOException {
        byte[] key = feed.key();
        if (feed.passesBig()) {
            return;
        }
        boolean replace = spec.onConflict().policy() == OnConflict.Policy.REPLACE;
        if (!replace && questions.exists(key)) {
            Conflicts.Verdict verdict = conflicts.about(questions, key, moments());
            if (verdict == Conflicts.Verdict.FAIL) {
                tally.rejected(feed.db(), key, "the server has a key of that name");
                failed = true;
                return;
            } else if (verdict == Conflicts.Verdict.SKIP) {
                tally.conflict();
                feed.passed();
                return;
            }
            replace = verdict == Conflicts.Verdict.REPLACE;
            key = replace ? key : spec.onConflict().renamed(key);
        }
        build(key, replace);
        feed.passed();
        note(placeNow());
    }

    private void build(byte[] key, boolean replace) throws IOException {
        BigValue big = new BigValue(questions.wire(key), key);
        Reshaped value = feed.value();
        Reply.Err error = big.send(value, feed.expireAt());
        String why = error != null ? error.message() : value.failure();
        if (why == null && big.rename(replace) instanceof Reply.Err refused) {
            why = refused.message();
        }
        if (why == null) {
            tally.restored(1);
            return;
        }
        big.discard();
        if (error != null && Refusal.of(error).stops()) {
            throw Refusal.failure(error, "restoring " + Named.shown(key) + " in pieces");
        }
        tally.rejected(feed.db(), key, why);
    }

    private void closeDatabase() {
        try {
            if (lanes != null) {
                lanes.close();
                questions.close();
                database.close();
            }
        } catch (IOException e) {
            throw new Unreachable("closing the connections failed: " + Reason.of(e), null, e);
        } finally {
            lanes = null;
        }
    }

    @Override
    public void close() {
        if (lanes != null && checkpoint != null) {
            note(placeNow());
        }
        closeDatabase();
    }
}
